// How suggestions are called.
import { chip } from '../ui/status.js';

const ITEMS = {
  selected: ['queued', 'Not asked yet'],
  pending_review: ['waiting_review', 'To review'],
  approved: ['succeeded', 'Approved'],
  rejected: ['cancelled', 'Rejected'],
  applied: ['succeeded', 'Written'],
  stale: ['partial', 'Out of date'],
  failed: ['failed', 'No suggestion'],
  skipped: ['cancelled', 'Left out'],
};

/** In the order of a review: [status, word]. */
export const STATUSES = [
  ['pending_review', 'To review'], ['approved', 'Approved'], ['rejected', 'Rejected'], ['applied', 'Written'],
  ['stale', 'Out of date'], ['failed', 'No suggestion'], ['skipped', 'Left out'],
];

export const itemChip = (item) => chip(...ITEMS[item.status]);

/** What a suggestion is about. */
export const itemName = (item) => item.item_key || `Record ${item.item_index + 1}`;

/** [{field, before, after}] of what the record would get. */
export function suggested(item) {
  const wanted = item.wanted ?? item.after_state ?? {};
  return Object.keys(wanted).map((field) => ({ field, before: item.before_state?.[field], after: wanted[field] }));
}

/** A list as its members divided by commas; everything else as it is. */
export const readable = (value) => (Array.isArray(value) && value.every((one) => typeof one === 'string') ? value.join(', ') : value);
