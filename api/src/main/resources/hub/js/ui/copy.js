// Copies an id, a value, a payload; announced, and also where browsers give pages on plain HTTP no clipboard.
import { html } from '../lib/lit.js';
import { icon } from './icons.js';
import { toast } from './toast.js';

/** A button that copies; what it is called is read out: copyButton('4200', 'id'). */
export function copyButton(value, name, text = '') {
  return html`<button type="button" class="copy" aria-label=${`Copy ${name}`} title=${`Copy ${name}`}
    @click=${() => copy(value, name)}>${icon('copy')}${text}</button>`;
}

export async function copy(value, name) {
  const done = await written(String(value));
  toast(done ? `Copied the ${name}` : `Your browser did not let the ${name} be copied`);
}

async function written(value) {
  try {
    await navigator.clipboard.writeText(value);
    return true;
  } catch {
    return selected(value);
  }
}

function selected(value) {
  const area = document.createElement('textarea');
  area.value = value;
  area.className = 'visually-hidden';
  (document.querySelector('dialog[open]') ?? document.body).append(area);
  const focused = document.activeElement;
  area.select();
  try {
    return document.execCommand('copy');
  } finally {
    area.remove();
    focused?.focus();
  }
}
