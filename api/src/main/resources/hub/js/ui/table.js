// What lists share: pages by cursor, tabs, and a menu.
import { html, nothing } from '../lib/lit.js';
import { icon } from './icons.js';

/** Newer and Older; each is an address, or null where there is no page. */
export function pager({ newer, older, text = '' }) {
  return html`<nav class="pager" aria-label="Pages">
    <span class="muted">${text}</span>
    ${newer ? html`<a class="button" rel="prev" href=${newer}>${icon('left')}Newer</a>` : nothing}
    ${older ? html`<a class="button" rel="next" href=${older}>Older${icon('right')}</a>` : nothing}
  </nav>`;
}

/** Tabs that are addresses: [[word, href, current, count?], …]. */
export function tabs(list, label) {
  return html`<nav class="tabs" aria-label=${label}>${list.map(([word, href, current, number]) => html`
    <a href=${href} aria-current=${current ? 'page' : nothing}>${word}
      ${number === undefined ? nothing : html`<span class="muted">${number}</span>`}</a>`)}</nav>`;
}

/** A button that opens a menu beneath it. items are buttons or links; id is unique on the page. */
export function menu(id, label, content, items, { className = '' } = {}) {
  return html`<button type="button" class=${className} popovertarget=${id} aria-label=${label} title=${label}
      @click=${(event) => place(event.currentTarget, id)}>${content}</button>
    <div popover id=${id} class="menu" @click=${(event) => event.currentTarget.hidePopover()}>${items}</div>`;
}

/** Puts a popover beneath its button, inside the window. */
export function place(button, id) {
  const popover = document.getElementById(id);
  const box = button.getBoundingClientRect();
  popover.style.setProperty('top', `${box.bottom + 4}px`);
  popover.style.setProperty('left', 'auto');
  popover.style.setProperty('right', `${Math.max(8, innerWidth - box.right)}px`);
}
