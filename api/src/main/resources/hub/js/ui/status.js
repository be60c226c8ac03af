// The seven statuses of operators: always an icon and a word.
import { html, nothing } from '../lib/lit.js';
import { icon } from './icons.js';

/** In the order of a run's life: [bucket, word, sentence]. */
export const STATUSES = [
  ['queued', 'Queued', 'Waits for a worker'],
  ['running', 'Running', 'A worker is on it'],
  ['waiting_review', 'Waiting review', 'Waits for a person'],
  ['succeeded', 'Succeeded', 'Finished'],
  ['partial', 'Partial', 'Finished; some items failed'],
  ['failed', 'Failed', 'Did not finish'],
  ['cancelled', 'Cancelled', 'Stopped by a person'],
];

const WORDS = Object.fromEntries(STATUSES.map(([bucket, word]) => [bucket, word]));
const SENTENCES = Object.fromEntries(STATUSES.map(([bucket, , sentence]) => [bucket, sentence]));

export const statusWord = (bucket) => WORDS[bucket] ?? bucket;
export const statusSentence = (bucket) => SENTENCES[bucket] ?? '';

/** Queued or running: what the refresh rules call active. */
export const isActive = (bucket) => bucket === 'queued' || bucket === 'running';
export const isTerminal = (bucket) => ['succeeded', 'partial', 'failed', 'cancelled'].includes(bucket);

/** The chip of a status; word replaces the usual one, for families with words of their own. */
export function chip(bucket, word) {
  return html`<span class="chip" data-status=${bucket} title=${(word === undefined && statusSentence(bucket)) || nothing}>${icon(bucket)}${word ?? statusWord(bucket)}</span>`;
}
