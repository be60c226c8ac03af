// A page that has nothing yet, that failed to load, or that is loading.
import { html, nothing } from '../lib/lit.js';
import { icon } from './icons.js';

/** Nothing there: "No operations yet. Import a file to start."; action is a link or a button. */
export const empty = (text, action = nothing) =>
  html`<div class="state">${icon('empty')}<p>${text}</p>${action}</div>`;

/** What could not be loaded, with a way to try again. */
export function failed(what, problem, again) {
  return html`<div class="state" role="alert">
    ${icon('failed')}
    <p><span class="strong">${what} could not be loaded.</span> ${problem.message}</p>
    ${problem.requestId ? html`<p class="muted small">Request <code>${problem.requestId}</code></p>` : nothing}
    ${again ? html`<button type="button" @click=${again}>Try again</button>` : nothing}
  </div>`;
}

/** Rows of the height that the real ones will have; shown only when it takes over 200 ms. */
export const skeleton = (rows = 8) =>
  html`<div class="skeleton" aria-hidden="true">${Array.from({ length: rows }, () => html`<i></i>`)}</div>
    <p class="visually-hidden">Loading</p>`;
