// How batches and drafts of locations are called.
import { chip } from '../ui/status.js';
import { isActive } from '../ui/status.js';
import { words } from '../ui/text.js';

const ITEMS = {
  pending_review: ['waiting_review', 'To review'],
  approved: ['succeeded', 'Approved'],
  rejected: ['cancelled', 'Rejected'],
  imported: ['succeeded', 'Imported'],
  failed: ['failed', 'Not imported'],
};
const GENERATING = { queued: 'Queued', running: 'Generating', waiting_review: 'To review', succeeded: 'Generated', failed: 'Failed', cancelled: 'Cancelled' };

/** The chip of a draft. */
export const itemChip = (item) => chip(...ITEMS[item.status]);

/** The chip of a batch: what it is at, not only what its row says. */
export function batchChip(batch) {
  if (batch.status === 'discarded') return chip('cancelled', 'Discarded');
  if (batch.status === 'imported') return chip('succeeded', 'Imported');
  if (isImporting(batch)) return chip('running', 'Importing');
  const bucket = batch.process?.operator_status ?? 'queued';
  return chip(bucket, GENERATING[bucket]);
}

export const isGenerating = (batch) => Boolean(batch.process && isActive(batch.process.operator_status));
export const isImporting = (batch) => Boolean(batch.import_process && isActive(batch.import_process.operator_status));

/** Whether drafts can be decided on. */
export const isOpen = (batch) => batch.status === 'draft' && batch.process?.operator_status === 'waiting_review' && !isImporting(batch);

/** Its name, or what was asked for. */
export function batchName(batch) {
  const { brand, geography } = batch.source_answers ?? {};
  return batch.name || [brand, geography].filter((one) => typeof one === 'string').join(', ') || `Batch ${batch.id}`;
}

export const draftName = (item) => item.payload?.name || `Draft ${item.id}`;

/** "1 Main St, Oakland, CA 94607, US". */
export function addressOf({ address, city, state, zip, country } = {}) {
  return [address, city, [state, zip].filter(Boolean).join(' '), country].filter(Boolean).join(', ');
}

export const confidenceWord = (confidence) => (confidence ? `${words(confidence)} confidence` : '');

const DAYS = { monday: 'Mon', tuesday: 'Tue', wednesday: 'Wed', thursday: 'Thu', friday: 'Fri', saturday: 'Sat', sunday: 'Sun' };

/** {"monday": [{"open": "09:00", "close": "18:00"}], …} → "Mon–Fri 09:00–18:00, Sat 10:00–16:00". */
export function hoursText(hours) {
  const runs = [];
  for (const [day, word] of Object.entries(DAYS)) {
    const text = dayText(hours?.[day]);
    const last = runs.at(-1);
    if (last && last.text === text) last.to = word;
    else runs.push({ from: word, to: word, text });
  }
  return runs.filter((run) => run.text).map((run) => `${run.from === run.to ? run.from : `${run.from}–${run.to}`} ${run.text}`).join(', ');
}

function dayText(open) {
  if (!open) return '';
  if (typeof open === 'string') return open;
  return open.map((one) => (typeof one === 'string' ? one : `${one.open}–${one.close}`)).join(' and ');
}
