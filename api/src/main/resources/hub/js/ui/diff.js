// What changed, field by field: removed is struck through, added is underlined, so that colour is not needed.
import { html, nothing } from '../lib/lit.js';
import { shown } from '../lib/api.js';
import { words } from './text.js';

/** Two flat objects, or null for what was not there, as [{field, before, after}] of what differs. */
export function changes(before, after) {
  const fields = new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})]);
  return [...fields]
    .map((field) => ({ field, before: before?.[field], after: after?.[field] }))
    .filter((change) => shown(change.before) !== shown(change.after));
}

/** A table of changes; caption is for those who listen. */
export function diff(list, { caption = 'What changed', beforeWord = 'Before', afterWord = 'After', fieldText = words } = {}) {
  return html`<table class="diff">
    <caption class="visually-hidden">${caption}</caption>
    <thead><tr><th scope="col">Field</th><th scope="col">${beforeWord}</th><th scope="col">${afterWord}</th></tr></thead>
    <tbody>${list.map((change) => html`<tr>
      <th scope="row">${fieldText(change.field)}</th>
      <td>${value(change.before, 'removed')}</td>
      <td>${value(change.after, 'added')}</td>
    </tr>`)}</tbody>
  </table>`;
}

function value(one, kind) {
  const text = shown(one);
  if (text === '') return html`<span class="muted">none</span>`;
  return kind === 'removed' ? html`<del>${text}</del>` : html`<ins>${text}</ins>`;
}

/** JSON as the server wrote it, to read and to copy. */
export const json = (content, label) =>
  content === null || content === undefined ? nothing
    : html`<pre class="json" tabindex="0" aria-label=${label}>${shown(content)}</pre>`;
