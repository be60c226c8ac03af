// What was done, with a way back for 8 s where there is one.
import { html, render, repeat } from '../lib/lit.js';
import { announce, alarm } from './announce.js';
import { icon } from './icons.js';

const SHOWN_MS = 8_000;
let shown = [];
let number = 0;

/**
 * Shows a sentence. Options: undo (a function; shows Undo), href and linkText (a link), error (said at once).
 * It stays while the pointer or the focus is on it.
 */
export function toast(text, { undo, href, linkText, error = false } = {}) {
  const item = { id: ++number, text, undo, href, linkText };
  // one at a time: a second would move the Undo of the first under the pointer
  shown = [item];
  (error ? alarm : announce)(text);
  paint();
  later(item);
}

function later(item) {
  setTimeout(() => {
    const element = document.querySelector(`[data-toast="${item.id}"]`);
    if (element?.matches(':hover, :focus-within')) later(item);
    else close(item);
  }, SHOWN_MS);
}

function close(item) {
  shown = shown.filter((other) => other !== item);
  paint();
}

function paint() {
  const region = document.getElementById('toasts');
  render(repeat(shown, (item) => item.id, (item) => html`
    <div class="toast" data-toast=${item.id}>
      <span>${item.text}${item.href ? html` <a href=${item.href}>${item.linkText ?? 'Show'}</a>` : ''}</span>
      ${item.undo ? html`<button type="button" @click=${() => { close(item); item.undo(); }}>Undo</button>` : ''}
      <button type="button" class="plain square" aria-label="Close" @click=${() => close(item)}>${icon('close')}</button>
    </div>`), region);
}
