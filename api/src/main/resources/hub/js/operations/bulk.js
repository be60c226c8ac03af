// Acting on what is selected, and on everything that a filter matches: counted first, then run as an operation.
import * as api from '../lib/api.js';
import { html, nothing } from '../lib/lit.js';
import { confirm } from '../ui/dialog.js';
import { count, plural } from '../ui/text.js';
import { toast } from '../ui/toast.js';
import { bulkFilter } from './filters.js';
import { canCancel, canRetry, canRetryItems, nameOf } from './row.js';

const VERBS = {
  retry: {
    word: 'Retry', done: 'Retried', fits: canRetry, route: 'retry', can: 'be retried', stored: ['failed'], what: 'failed',
    leftOut: (number) => `${number === 1 ? 'is' : 'are'} not failed and ${number === 1 ? 'is' : 'are'} left out`,
  },
  retry_failed_items: {
    word: 'Retry failed items of', done: 'Started again with the failed items of', fits: canRetryItems, route: 'retry-failed-items',
    stored: ['completed', 'failed', 'cancelled'], what: 'that have ended', can: 'repeat failed items',
    leftOut: (number) => `${number === 1 ? 'has' : 'have'} none or ${number === 1 ? 'has' : 'have'} not ended`,
  },
  cancel: {
    word: 'Cancel', done: 'Cancelled', fits: canCancel, route: 'cancel', can: 'be cancelled', stored: ['pending', 'running', 'waiting_review'], what: 'that have not ended',
    leftOut: (number) => `${number === 1 ? 'has' : 'have'} ended and ${number === 1 ? 'is' : 'are'} left out`,
  },
};

function sentence(verb, fitting, left) {
  const first = `${verb.word} ${count(fitting)} ${verb.what}`;
  return left ? `${first}; ${count(left)} ${verb.leftOut(left)}.` : `${first}.`;
}

/** Retry or cancel of one, directly: retry at once, cancel after asking. */
export async function actOnOne(action, row, signal) {
  const verb = VERBS[action];
  if (!verb.fits(row)) return toast(`${nameOf(row)} cannot ${verb.can} now`);
  const act = () => api.post(`/api/processes/${row.id}/${action}`, null, { key: api.newKey(), signal });
  if (action === 'cancel') {
    const done = await confirm({
      title: `Cancel ${nameOf(row)}?`, verb: 'Cancel operation', keep: 'Keep it', act,
      body: html`<p>What it has done so far stays. It cannot go on afterwards.</p>`,
    });
    if (done) toast(`Cancelled ${nameOf(row)}`);
    return done;
  }
  const done = await act();
  toast(`${nameOf(row)} runs again`);
  return done;
}

/** Acts on rows by their ids. Resolves when all have been asked. */
export async function actOnSelected(action, rows) {
  const verb = VERBS[action];
  const fitting = rows.filter(verb.fits);
  if (!fitting.length) return toast(`None of the ${plural(rows.length, 'selected operation')} can ${verb.can}`);
  const keys = new Map(fitting.map((row) => [row.id, api.newKey()]));
  let refused = 0;
  const done = await confirm({
    title: `${verb.word} ${plural(fitting.length, 'operation')}`,
    body: html`<p>${sentence(verb, fitting.length, rows.length - fitting.length)}</p>`,
    verb: `${verb.word} ${count(fitting.length)}`, keep: 'Back', danger: action === 'cancel',
    act: async () => {
      for (const row of fitting) {
        try {
          await api.post(`/api/processes/${row.id}/${verb.route}`, null, { key: keys.get(row.id) });
        } catch (problem) {
          if (!(problem instanceof api.Problem) || problem.status === 0 || problem.status === 401) throw problem;
          refused++;
        }
      }
    },
  });
  if (!done) return undefined;
  toast(`${verb.done} ${count(fitting.length - refused)}${refused ? `; ${count(refused)} ${refused === 1 ? 'was' : 'were'} refused` : ''}`);
  return true;
}

/** Acts on all that the filter matches now; what is submitted later is left alone. */
export async function actOnAll(action, filters, userId, watched) {
  const verb = VERBS[action];
  const filter = bulkFilter(filters, userId);
  const preview = await api.post('/api/processes/bulk-actions/preview', { filter });
  const fitting = verb.stored.reduce((sum, status) => sum + (preview.counts[status] ?? 0), 0);
  if (!fitting) return toast(`None of the ${count(preview.total)} that match can ${verb.can}`);
  const key = api.newKey();
  const started = await confirm({
    title: `${verb.word} all that match`,
    body: html`<p>${sentence(verb, fitting, preview.total - fitting)}</p>
      <p class="muted">Counted just now; what is submitted later is left alone.</p>
      ${byStatus(preview.counts)}`,
    verb: `${verb.word} ${count(fitting)}`, keep: 'Back', danger: action === 'cancel', rows: fitting,
    act: () => api.post('/api/processes/bulk-actions', { action, filter, up_to_id: preview.up_to_id }, { key }),
  });
  if (!started) return undefined;
  watched();
  toast(`${verb.word} of ${count(fitting)} has started`, { href: `/operations/${started.id}`, linkText: 'Follow it' });
  return true;
}

const WORDS = {
  pending: 'Queued', running: 'Running', waiting_review: 'Waiting review', completed: 'Finished', failed: 'Failed', cancelled: 'Cancelled',
};

function byStatus(counts) {
  const entries = Object.entries(counts);
  return entries.length > 1
    ? html`<dl class="facts">${entries.map(([status, number]) => html`<dt>${WORDS[status] ?? status}</dt><dd>${count(number)}</dd>`)}</dl>`
    : nothing;
}
