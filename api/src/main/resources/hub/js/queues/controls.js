// What is held back, changed under the condition that it still is as it was seen.
import * as api from '../lib/api.js';
import { html, nothing } from '../lib/lit.js';
import { errorsOf, field } from '../ui/form.js';
import { formDialog } from '../ui/form-dialog.js';
import { toast } from '../ui/toast.js';
import { count } from '../ui/text.js';

const SCOPE_WORDS = { everything: 'Everything', queue: 'A queue', type: 'A job type', workspace: 'This workspace' };
const STALE = 'Somebody has changed what is held back meanwhile: look at it again';

/** What holds for a scope, or what it would be if nothing did. */
export const controlOf = (items, scope, name) =>
  items.find((one) => one.scope === scope && one.name === name) ?? { scope, name, paused: false, reason: null, max_running: null };

/** "Queue import", "everything", "type import/csv". */
export function nameOf({ scope, name }, context) {
  if (scope === 'everything') return 'Everything';
  if (scope === 'workspace') return Number(name) === context.session.workspace.id ? 'This workspace' : `Workspace #${name}`;
  return `${scope === 'queue' ? 'Queue' : 'Type'} ${name}`;
}

/** The body of PUT for a control. */
const bodyOf = ({ scope, name, paused, reason, max_running }) => ({
  scope,
  ...(scope === 'everything' ? {} : { name }),
  paused,
  reason: reason || null,
  max_running: max_running ?? null,
});

const write = (control, etag) => api.send('PUT', '/api/queues/controls', { body: bodyOf(control), ifMatch: etag });

/** Pauses or goes on, at once, with a way back. held is {items, etag}; took is given the answer. */
export async function pause(before, paused, held, context, took) {
  const name = nameOf(before, context);
  const after = { ...before, paused, reason: paused ? before.reason : null };
  try {
    const answer = await write(after, held.etag);
    took(answer);
    toast(paused ? `${name} is paused; what runs goes on` : `${name} goes on`, { undo: () => change(before, answer.etag, took) });
  } catch (problem) {
    refused(problem, took);
  }
}

async function change(control, etag, took) {
  try {
    took(await write(control, etag));
    toast('It is as it was before');
  } catch (problem) {
    refused(problem, took);
  }
}

function refused(problem, took) {
  if (!(problem instanceof api.Problem)) throw problem;
  toast(problem.reasonCode === 'stale' ? STALE : problem.message, { error: true });
  took(null);
}

/**
 * The form of a pause, its reason and a limit. Without a control it asks for what: options has queues and types by name.
 * Resolves to the answer of the server, undefined when it was left.
 */
export function controlDialog(control, { held, options, context }) {
  const form = { scope: control?.scope ?? held.settable[0], name: control?.name ?? '', paused: control?.paused ?? true,
    reason: control?.reason ?? '', max: control?.max_running ? String(control.max_running) : '' };
  const send = () => {
    const name = form.scope === 'workspace' ? String(context.session.workspace.id) : form.name;
    return write({ scope: form.scope, name: control?.name ?? name, paused: form.paused, reason: form.reason.trim(), max_running: form.max ? Number(form.max) : null }, held.etag);
  };
  return formDialog({
    title: control ? nameOf(control, context) : 'Hold something back', verb: 'Save',
    check: () => check(form),
    send,
    refused: (problem) => (problem.reasonCode === 'stale' ? { rest: [STALE] } : errorsOf(problem, { '/name': 'name', '/max_running': 'max', '/reason': 'reason' })),
    view: (fields, repaint) => controlFields(form, fields, control ? null : { settable: held.settable, options }, repaint),
  });
}

/** choices is null where it is known what is held back. */
function controlFields(form, fields, choices, repaint) {
  const set = (name) => (event) => {
    form[name] = event.target.type === 'checkbox' ? event.target.checked : event.target.value;
    if (name === 'scope') form.name = '';
    repaint();
  };
  return html`
    ${choices ? chooser(form, fields, choices.settable, choices.options, set) : nothing}
    <label class="check"><input type="checkbox" .checked=${form.paused} @change=${set('paused')}> Paused: nothing more is started, what runs goes on</label>
    ${field({ name: 'max', label: 'Most at a time', hint: 'Of all workers together; empty for no limit', error: fields.max,
      control: (a) => html`<input id=${a.id} inputmode="numeric" autocomplete="off" .value=${form.max} aria-invalid=${a.invalid} aria-describedby=${a.describedBy} @input=${set('max')}>` })}
    ${field({ name: 'reason', label: 'Reason', hint: 'Those whose work waits read it', error: fields.reason,
      control: (a) => html`<input id=${a.id} maxlength="500" autocomplete="off" .value=${form.reason} aria-invalid=${a.invalid} aria-describedby=${a.describedBy} @input=${set('reason')}>` })}`;
}

function chooser(form, fields, settable, options, set) {
  const names = { queue: options.queues, type: options.types }[form.scope];
  return html`${field({ name: 'scope', label: 'What', error: fields.scope,
    control: (a) => html`<select id=${a.id} @change=${set('scope')}>${settable.map((scope) => html`<option value=${scope} .selected=${scope === form.scope}>${SCOPE_WORDS[scope]}</option>`)}</select>` })}
    ${names ? field({ name: 'name', label: form.scope === 'queue' ? 'Queue' : 'Job type', error: fields.name,
      control: (a) => html`<select id=${a.id} aria-invalid=${a.invalid} aria-describedby=${a.describedBy} @change=${set('name')}>
        <option value="" .selected=${!form.name}>Choose…</option>${names.map((name) => html`<option value=${name} .selected=${name === form.name}>${name}</option>`)}</select>` }) : nothing}`;
}

function check(form) {
  const fields = {};
  if ((form.scope === 'queue' || form.scope === 'type') && !form.name) fields.name = `Choose a ${form.scope === 'queue' ? 'queue' : 'job type'}`;
  const max = form.max.trim();
  if (max && !(/^[1-9][0-9]*$/.test(max) && Number(max) <= 1_000_000)) fields.max = `Must be a whole number from 1 to ${count(1_000_000)}`;
  form.max = max;
  return Object.keys(fields).length ? { fields } : null;
}
