// Progress that never lies: rounded down, 100 % only at the end, stripes while the total is unknown.
import { html, nothing } from '../lib/lit.js';
import { count } from './text.js';

/** A bar. part is 0 to 1, null when the total is unknown; label is read out. */
export function progressBar(part, { status = 'running', label = 'Progress' } = {}) {
  const percent = part === null ? null : Math.floor(part * 100);
  return html`<span class="progress ${part === null ? 'unknown' : ''}" data-status=${status} role="progressbar"
    aria-label=${label} aria-valuemin="0" aria-valuemax="100" aria-valuenow=${percent ?? nothing}
    ><i .style=${`--part:${part ?? 0}`}></i></span>`;
}

/** "2,304 of 2,400", "900 so far", or '' when nothing is known. */
export function progressText(processed, total) {
  if (total !== null && total !== undefined) return `${count(processed)} of ${count(total)}`;
  return processed ? `${count(processed)} so far` : '';
}

/** 0 to 1 out of the whole per cent that the server says; less than 1 until the run has ended. */
export function part(percent, ended) {
  if (percent === null || percent === undefined) return null;
  return Math.min(percent, ended ? 100 : 99) / 100;
}
