// Acknowledging, and taking it back: what one acknowledgement took is known by the moment that it gave.
import * as api from '../lib/api.js';
import { html } from '../lib/lit.js';
import { confirm } from '../ui/dialog.js';
import { count, plural } from '../ui/text.js';
import { toast } from '../ui/toast.js';
import { bulkFilter, parameters, previewOf } from './filters.js';

const OTHER = { acknowledge: 'unacknowledge', unacknowledge: 'acknowledge' };
const DONE = { acknowledge: 'acknowledged', unacknowledge: 'new again' };

/** Acts on findings by their ids; changed(action, ids, how many) is called after it, and after it was taken back. */
export async function actOnSelected(action, ids, changed) {
  const answer = await api.post(`/api/findings/${action}`, { ids });
  const left = ids.length - answer.changed;
  const rest = left ? `; ${left === 1 ? '1 was not' : `${count(left)} were not`} ${action === 'acknowledge' ? 'new' : 'acknowledged'}` : '';
  say(action, answer, rest, () => takeBack(action, ids, answer), (number) => changed(OTHER[action], ids, number));
  changed(action, ids, answer.changed);
}

/** Acts on all new ones that match up to the newest that is shown, after showing how many they are. */
export async function acknowledgeAll(filters, upTo, changed) {
  const filter = bulkFilter(filters);
  const counts = await api.get(api.url('/api/findings/counts', { ...parameters(filters), status: 'new', up_to: upTo }));
  const { lines, sum } = previewOf(counts);
  const answer = await confirm({
    title: `Acknowledge ${plural(sum, 'finding')}`,
    body: html`<div class="stack">
      <dl class="facts">${lines.map((line) => html`<dt>${line.text}</dt><dd>${count(line.count)}</dd>`)}</dl>
      <p class="muted">All new ones that the filter matches. What has been found since this list was loaded is left out.</p></div>`,
    verb: `Acknowledge ${count(sum)}`,
    keep: 'Leave them new',
    danger: false,
    act: () => api.post('/api/findings/acknowledge', { filter, up_to: upTo }),
  });
  if (!answer) return false;
  say('acknowledge', answer, '', () =>
    api.post('/api/findings/unacknowledge', { filter: { acknowledged_at: answer.at }, up_to: upTo }), changed);
  changed();
  return true;
}

/** Acts on the finding as it was seen: its etag is the condition. Resolves to the answer with the new etag. */
export const actOnOne = (action, id, etag) => api.send('POST', `/api/findings/${id}/${action}`, { ifMatch: etag, exact: true });

/** A toast with a way back; undone(how many) is called after it was gone. */
function say(action, answer, rest, back, undone) {
  toast(`${sentence(action, answer.changed)}${rest}`, {
    undo: answer.changed ? async () => {
      const { changed } = await back();
      toast(sentence(OTHER[action], changed));
      undone(changed);
    } : undefined,
  });
}

const sentence = (action, number) => `${plural(number, 'finding')} ${number === 1 ? 'is' : 'are'} ${DONE[action]}`;

function takeBack(action, ids, answer) {
  if (action === 'unacknowledge') return api.post('/api/findings/acknowledge', { ids });
  return api.post('/api/findings/unacknowledge', { filter: { acknowledged_at: answer.at }, up_to: Math.max(...ids) });
}
