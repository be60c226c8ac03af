// What can be done to a process. An action with no way back asks first; the server's reason is shown when it refuses.
import * as api from '../lib/api.js';
import { html } from '../lib/lit.js';
import { confirm } from '../ui/dialog.js';
import { plural } from '../ui/text.js';
import { toast } from '../ui/toast.js';
import { nameOf, typeOf } from '../operations/row.js';

/** Does it; resolves to the process that the server answered, undefined when nothing was done. */
export async function actOn(process, action, { code } = {}) {
  const name = nameOf({ name: process.name, type: typeOf(process) });
  const post = (route, body) => api.post(`/api/processes/${process.id}/${route}`, body, { key: api.newKey() });
  switch (action) {
    case 'retry':
      return told(() => post('retry'), `${name} runs again`);
    case 'retry-failed-items':
      return told(() => post(api.url('retry-failed-items', { error_code: code })), code ? 'A new operation repeats these items' : 'A new operation repeats the items that failed');
    case 'cancel':
      return confirm({
        title: `Cancel ${name}?`, verb: 'Cancel operation', keep: 'Keep it', act: () => post('cancel'),
        body: html`<p>What it has done so far stays. It cannot go on afterwards.</p>`,
      });
    case 'undo':
      return confirm({
        title: `Undo ${name}?`, verb: 'Undo it', keep: 'Leave it', act: () => post('undo'),
        body: html`<p>A new operation takes back what it did to ${plural(process.succeeded_items, 'item')}. What was changed since stays as it is.</p>`,
      });
    case 'approve':
      return decide(post, 'approve', `Approve ${name}?`, 'Approve', 'It goes on with what it found. This decision is final.');
    case 'reject':
      return decide(post, 'reject', `Reject ${name}?`, 'Reject', 'It ends as cancelled. This decision is final.');
    default:
      throw new Error(`no action ${action}`);
  }
}

function decide(post, decision, title, verb, sentence) {
  return confirm({
    title, verb, keep: 'Not yet', danger: decision === 'reject', body: html`<p>${sentence}</p>`,
    act: () => post('decision', { decision }),
  });
}

async function told(act, text) {
  const done = await act();
  toast(text);
  return done;
}
