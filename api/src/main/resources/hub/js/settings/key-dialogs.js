// A new key, which is shown once, and the end of one.
import * as api from '../lib/api.js';
import { html, nothing } from '../lib/lit.js';
import { copyButton } from '../ui/copy.js';
import { confirm, openDialog } from '../ui/dialog.js';
import { field } from '../ui/form.js';
import { formDialog } from '../ui/form-dialog.js';
import { moment } from '../ui/time.js';
import { ROLES, roleWord } from './head.js';

const LIVES = [['30', '30 days'], ['90', '90 days'], ['365', 'A year'], ['', 'Never']];
const DAY_MS = 86_400_000;
const RANK = { viewer: 1, operator: 2, admin: 3 };

/** Asks for a key; resolves to it, with its secret, undefined when it was left. */
export function newKeyDialog(people, context) {
  const me = context.session.user.id;
  const form = { name: '', role: 'operator', user: String(me), own: false, days: '90' };
  const roleOf = (id) => people.items.find((member) => String(member.user_id) === id)?.role ?? context.session.role;
  return formDialog({
    title: 'New key', verb: 'Make key',
    check: () => check(form, roleOf(form.user)),
    send: () => api.post('/api/keys', bodyOf(form)),
    pointers: { '/name': 'name', '/role': 'role', '/user_id': 'user', '/expires_at': 'days', '/own': 'own' },
    view: (fields, repaint) => keyFields(form, fields, people, repaint),
  });
}

function keyFields(form, fields, people, repaint) {
  const set = (name) => (event) => {
    form[name] = event.target.type === 'checkbox' ? event.target.checked : event.target.value;
    repaint();
  };
  const select = (name, label, options, hint) => field({ name, label, hint, error: fields[name],
    control: (a) => html`<select id=${a.id} aria-invalid=${a.invalid} aria-describedby=${a.describedBy} @change=${set(name)}>
      ${options.map(([value, word]) => html`<option value=${value} .selected=${value === form[name]}>${word}</option>`)}</select>` });
  return html`
    ${field({ name: 'name', label: 'Name', hint: 'Who or what will use it: “night import”', error: fields.name,
      control: (a) => html`<input id=${a.id} data-focus maxlength="200" autocomplete="off" required aria-invalid=${a.invalid} aria-describedby=${a.describedBy}
        .value=${form.name} @input=${(event) => { form.name = event.target.value; }}>` })}
    ${select('role', 'Role', ROLES.map(([value, word, sentence]) => [value, `${word}: ${sentence.charAt(0).toLowerCase()}${sentence.slice(1)}`]))}
    ${select('user', 'Acts as', people.items.map((member) => [String(member.user_id), `${people.name(member.user_id)}, ${member.role}`]), 'It may never do more than this member')}
    ${form.role === 'admin' ? nothing : html`<label class="check"><input type="checkbox" .checked=${form.own} @change=${set('own')}> Sees only what its member started</label>`}
    ${select('days', 'Ends after', LIVES)}`;
}

function check(form, userRole) {
  const fields = {};
  if (!form.name.trim()) fields.name = 'Give it a name, so that somebody knows later what it was for';
  if (RANK[form.role] > RANK[userRole]) fields.role = `Must not be above the role of whom it acts as, ${roleWord(userRole)}`;
  return Object.keys(fields).length ? { fields } : null;
}

const bodyOf = ({ name, role, user, own, days }) => ({
  name: name.trim(),
  role,
  user_id: Number(user),
  own: own && role !== 'admin',
  expires_at: days ? new Date(api.now() + Number(days) * DAY_MS).toISOString() : null,
});

/** Shows a new key, this once. Only its button closes it: the key cannot be had again. */
export function shownOnce(key) {
  return openDialog((close) => html`<div class="dialog">
    <h2>Key “${key.name}”</h2>
    <p>Copy it now and keep it where secrets are kept: it is shown this once and cannot be read again.</p>
    <div class="field"><label for="new-key">Key</label>
      <input id="new-key" class="mono" readonly .value=${key.key} @focus=${(event) => event.target.select()}></div>
    <div class="row end">${copyButton(key.key, 'key', 'Copy key')}
      <button type="button" class="primary" data-focus @click=${() => close()}>I have it</button></div>
  </div>`);
}

/** Asks before a key ends; resolves to whether it did. */
export const revokeDialog = (key, people) => confirm({
  title: `Revoke “${key.name}”`,
  body: html`<p>Whatever uses it is refused at once, on all nodes, and cannot be let in again with it. Sessions that were opened with it end, too.</p>
    <dl class="facts"><dt>Acts as</dt><dd>${people.name(key.user_id)}</dd><dt>Last used</dt><dd>${key.last_used_at ? moment(key.last_used_at) : 'never'}</dd></dl>`,
  verb: 'Revoke key',
  keep: 'Keep key',
  act: async () => {
    await api.del(`/api/keys/${key.id}`);
    return true;
  },
});
