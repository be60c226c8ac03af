// Dialogs. While one is open nothing refreshes behind it, and closing it gives the focus back.
import { html, render, nothing } from '../lib/lit.js';
import { hold } from '../lib/quiet.js';
import { Problem } from '../lib/api.js';
import { count } from './text.js';

const TYPED_ABOVE = 1_000;
let number = 0;

/**
 * Opens a dialog over the page. view(close, repaint) gives its content, which has a heading and elements that close it;
 * repaint() draws it anew. Returns a promise of what close was given, undefined when it was left by Esc.
 */
export function openDialog(view, { wide = false, label } = {}) {
  const dialog = document.createElement('dialog');
  dialog.className = wide ? 'wide' : '';
  if (label) dialog.setAttribute('aria-label', label);
  const release = hold();
  const opener = document.activeElement;
  document.body.append(dialog);
  return new Promise((resolve) => {
    let answer;
    const close = (value) => {
      answer = value;
      dialog.close();
    };
    const repaint = () => render(view(close, repaint), dialog);
    dialog.addEventListener('close', () => {
      dialog.remove();
      release();
      opener?.isConnected && opener.focus();
      resolve(answer);
    });
    repaint();
    const heading = dialog.querySelector('h2');
    if (heading && !label) {
      heading.id ||= `dialog-${++number}`;
      dialog.setAttribute('aria-labelledby', heading.id);
    }
    dialog.showModal();
    dialog.querySelector('[data-focus]')?.focus();
  });
}

/**
 * Asks before something that cannot be taken back. Options: title, body (text or template), verb ("Cancel import"),
 * keep ("Keep running"), danger (true unless said), rows (typed above 1,000), act (async; its problem stays in the dialog).
 * Resolves to what act returned, or true; undefined when it was left.
 */
export function confirm({ title, body, verb, keep = 'Back', danger = true, rows = 0, act = async () => true }) {
  const state = { busy: false, problem: null, typed: '', wrong: false };
  const mustType = rows > TYPED_ABOVE;
  return openDialog((close, repaint) => {
    const submit = async (event) => {
      event.preventDefault();
      if (state.busy) return;
      state.wrong = mustType && state.typed.replaceAll(/[^0-9]/g, '') !== String(rows);
      if (state.wrong) return repaint();
      state.busy = true;
      state.problem = null;
      repaint();
      try {
        close((await act()) ?? true);
      } catch (problem) {
        if (!(problem instanceof Problem)) throw problem;
        state.busy = false;
        state.problem = problem;
        repaint();
      }
    };
    return html`<form novalidate @submit=${submit}>
      <h2>${title}</h2>
      <div>${body}</div>
      ${mustType ? html`<div class="field">
        <label for="typed-count">Type ${count(rows)} to go on</label>
        <input id="typed-count" inputmode="numeric" autocomplete="off" aria-invalid=${state.wrong ? 'true' : nothing}
          aria-describedby=${state.wrong ? 'typed-error' : nothing} @input=${(event) => { state.typed = event.target.value; }}>
        ${state.wrong ? html`<p class="error" id="typed-error" role="alert">Type ${count(rows)}, the number of rows</p>` : nothing}
      </div>` : nothing}
      ${state.problem ? html`<p class="summary" role="alert">${state.problem.message}</p>` : nothing}
      <div class="row end">
        <button type="button" data-focus @click=${() => close()}>${keep}</button>
        <button type="submit" class=${danger ? 'danger' : 'primary'} aria-busy=${state.busy ? 'true' : nothing}>${verb}</button>
      </div>
    </form>`;
  });
}
