// The words of review packs.
import { chip } from '../ui/status.js';
import { plural, size } from '../ui/text.js';
import { clock } from '../ui/time.js';

const CHIPS = {
  queued: ['queued', 'Queued'],
  generating: ['running', 'Generating'],
  ready: ['succeeded', 'Ready'],
  failed: ['failed', 'Failed'],
  expired: ['cancelled', 'Expired'],
};
const FINDINGS = ['new', 'acknowledged', 'resolved'];
const DAY = new Intl.DateTimeFormat('en', { day: 'numeric', month: 'short', year: 'numeric' });

/** The refresh rule of the card: queued and generating are asked about again, all else never. */
export const isActive = (pack) => pack?.status === 'queued' || pack?.status === 'generating';

export const STATUS_WORDS = Object.entries(CHIPS).map(([status, [, word]]) => [status, word]);

export function packChip(status) {
  const [colour, word] = CHIPS[status] ?? ['queued', status];
  return chip(colour, word);
}

/** "Findings (new, acknowledged), operations with items · 1 Jan 2026 to 1 Feb 2026". */
export function optionsSentence(options) {
  const parts = [];
  if (options.include_findings !== false) {
    parts.push(options.statuses?.length ? `findings (${FINDINGS.filter((status) => options.statuses.includes(status)).join(', ')})` : 'findings');
  }
  if (options.include_operations !== false) {
    parts.push(options.include_items === false ? 'operations without their items' : 'operations with their items');
  }
  const text = parts.join(', ');
  const sentence = text.charAt(0).toUpperCase() + text.slice(1);
  return [sentence, span(options)].filter(Boolean).join(' · ');
}

function span({ from, to }) {
  const day = (iso) => `${DAY.format(new Date(iso))}${/T00:00:00(\.0+)?Z$/.test(iso) ? '' : `, ${clock(iso)}`}`;
  if (from && to) return `${day(from)} to ${day(to)}`;
  if (from) return `since ${day(from)}`;
  return to ? `until ${day(to)}` : '';
}

/** "pack.zip, 1.2 MB". */
export const fileSentence = (pack) => [pack.file_name, size(pack.file_size)].filter(Boolean).join(', ');

/** What the summary of a pack counts. */
export function countsSentence(summary) {
  if (!summary) return '';
  const counts = summary.counts ?? summary;
  const one = (name, word) => (Number.isInteger(counts[name]) ? plural(counts[name], word) : null);
  return [one('findings', 'finding'), one('operations', 'operation'), one('items', 'item')].filter(Boolean).join(', ');
}
