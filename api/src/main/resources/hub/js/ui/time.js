// Moments and durations. One timer keeps all relative times of a page true.
import { html } from '../lib/lit.js';
import { now } from '../lib/api.js';
import { quiet } from '../lib/quiet.js';

const DAY = 86_400_000;
const CLOCK = new Intl.DateTimeFormat('en', { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' });
const DATE = new Intl.DateTimeFormat('en', { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
const YEAR = new Intl.DateTimeFormat('en', { day: 'numeric', month: 'short', year: 'numeric' });
const EXACT = new Intl.DateTimeFormat('en', { dateStyle: 'full', timeStyle: 'long' });

/** "14:03:00" by this person's clock. */
export const clock = (iso) => CLOCK.format(new Date(iso));

/** "14:03:00" within a day from now, else with its date. */
export const when = (iso) => (Math.abs(now() - Date.parse(iso)) < DAY ? clock(iso) : relative(iso));

/** The exact moment, local and as ISO. */
export const exact = (iso) => `${EXACT.format(new Date(iso))}\n${iso}`;

/** "just now", "12 s ago", "3 h ago"; a date when it is more than a day. */
export function relative(iso) {
  const moment = Date.parse(iso);
  const passed = now() - moment;
  if (Math.abs(passed) >= DAY) return Math.abs(passed) < 180 * DAY ? DATE.format(moment) : YEAR.format(moment);
  if (passed < 0) return `in ${about(-passed)}`;
  return passed < 2_000 ? 'just now' : `${about(passed)} ago`;
}

function about(millis) {
  const seconds = Math.floor(millis / 1000);
  if (seconds < 60) return `${seconds} s`;
  return seconds < 3600 ? `${Math.floor(seconds / 60)} min` : `${Math.floor(seconds / 3600)} h`;
}

/** 4200 → "4.2 s", 96000 → "1 min 36 s", 7500000 → "2 h 5 min". Never negative. */
export function duration(millis) {
  const value = Math.max(0, millis);
  if (value < 1_000) return `${Math.round(value)} ms`;
  if (value < 10_000) return `${(Math.floor(value / 100) / 10).toFixed(1)} s`;
  const seconds = Math.floor(value / 1000);
  if (seconds < 60) return `${seconds} s`;
  if (seconds < 3600) return pair(Math.floor(seconds / 60), 'min', seconds % 60, 's');
  if (seconds < 86_400) return pair(Math.floor(seconds / 3600), 'h', Math.floor(seconds / 60) % 60, 'min');
  return pair(Math.floor(seconds / 86_400), 'd', Math.floor(seconds / 3600) % 24, 'h');
}

const pair = (large, unit, small, smaller) => (small ? `${large} ${unit} ${small} ${smaller}` : `${large} ${unit}`);

/** A moment: relative, the exact one on hover and for those who listen. */
export function moment(iso) {
  return iso ? html`<time data-relative=${iso} datetime=${iso} title=${exact(iso)}>${relative(iso)}</time>` : '';
}

/** When it was started; of what was not, since when it is queued. */
export const started = (startedAt, queuedAt) => (startedAt ? moment(startedAt) : html`<span class="muted nowrap">queued ${moment(queuedAt)}</span>`);

/** Time since a moment that still runs. */
export function running(iso) {
  return html`<time data-running=${iso} title=${exact(iso)}>${duration(now() - Date.parse(iso))}</time>`;
}

const listeners = new Set();

/** Calls back each second while the page may refresh; returns what ends it. */
export function everySecond(listener) {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function tick() {
  if (quiet.get()) return;
  listeners.forEach((listener) => listener());
  for (const element of document.querySelectorAll('[data-relative]')) write(element, relative(element.dataset.relative));
  for (const element of document.querySelectorAll('[data-running]')) {
    write(element, duration(now() - Date.parse(element.dataset.running)));
  }
}

// lit-html keeps the text node that it wrote: its data is changed, not the node
function write(element, text) {
  const node = [...element.childNodes].find((child) => child.nodeType === Node.TEXT_NODE);
  if (node && node.data !== text) node.data = text;
}

setInterval(tick, 1_000);
