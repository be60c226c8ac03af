// Signing in with a key. The key goes to the server once and is kept nowhere in the page.
import { html, render, nothing } from '../lib/lit.js';
import { Problem } from '../lib/api.js';
import { signIn } from '../lib/session.js';

/** Asks for a key until one is taken; then calls signedIn. */
export function signInPage(container, signedIn) {
  const state = { busy: false, error: null };
  const paint = () => render(html`
    <form class="sign-in card" novalidate @submit=${submit}>
      <h1>Sign in to Waybill</h1>
      <div class="field">
        <label for="key">Key</label>
        <input id="key" name="key" type="password" autocomplete="current-password" spellcheck="false" required
          aria-invalid=${state.error ? 'true' : nothing} aria-describedby=${state.error ? 'key-hint key-error' : 'key-hint'}>
        <p class="hint" id="key-hint">Begins with wbk_. Who runs Waybill makes one for you under Keys.</p>
        ${state.error ? html`<p class="error" id="key-error" role="alert">${state.error}</p>` : nothing}
      </div>
      <button class="primary" aria-busy=${state.busy ? 'true' : nothing}>Sign in</button>
    </form>`, container);

  async function submit(event) {
    event.preventDefault();
    const input = event.target.elements.key;
    const key = input.value.trim();
    if (state.busy) return;
    if (!key) return refuse('Enter your key', input);
    state.busy = true;
    state.error = null;
    paint();
    try {
      await signIn(key);
      signedIn();
    } catch (problem) {
      if (!(problem instanceof Problem)) throw problem;
      state.busy = false;
      refuse(problem.status === 401 ? 'This key is not known, has expired or was revoked' : problem.message, input);
    }
  }

  function refuse(text, input) {
    state.error = text;
    paint();
    input.focus();
  }

  paint();
  container.querySelector('input').focus();
}
