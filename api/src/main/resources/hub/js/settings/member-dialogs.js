// A new member, and the end of a membership.
import * as api from '../lib/api.js';
import { html } from '../lib/lit.js';
import { confirm } from '../ui/dialog.js';
import { field } from '../ui/form.js';
import { formDialog } from '../ui/form-dialog.js';
import { ROLES, roleWord } from './head.js';

/** Asks for a member; resolves to it, undefined when it was left. */
export function addDialog() {
  const form = { name: '', email: '', role: 'operator' };
  return formDialog({
    title: 'Add a member', verb: 'Add member',
    check: () => check(form),
    send: () => api.post('/api/members', { name: form.name.trim(), email: form.email.trim() || null, role: form.role }),
    pointers: { '/name': 'name', '/email': 'email', '/role': 'role' },
    view: (fields) => memberFields(form, fields),
  });
}

function memberFields(form, fields) {
  const text = (name, label, hint, kind) => field({ name, label, hint, error: fields[name],
    control: (a) => html`<input id=${a.id} type=${kind} maxlength="200" autocomplete="off" ?data-focus=${name === 'name'} aria-invalid=${a.invalid} aria-describedby=${a.describedBy}
      .value=${form[name]} @input=${(event) => { form[name] = event.target.value; }}>` });
  return html`
    ${text('name', 'Name', '', 'text')}
    ${text('email', 'E-mail', 'By it your identity provider’s people are known; may be left empty', 'email')}
    ${field({ name: 'role', label: 'Role', error: fields.role, control: (a) => html`<select id=${a.id} aria-invalid=${a.invalid} aria-describedby=${a.describedBy} @change=${(event) => { form.role = event.target.value; }}>
      ${ROLES.map(([value, word, sentence]) => html`<option value=${value} .selected=${value === form.role}>${word}: ${sentence.charAt(0).toLowerCase()}${sentence.slice(1)}</option>`)}</select>` })}`;
}

function check(form) {
  const fields = {};
  if (!form.name.trim()) fields.name = 'Say who it is';
  if (form.email.trim() && !/^[^@\s]+@[^@\s]+$/.test(form.email.trim())) fields.email = 'Must be an address like name@example.com';
  return Object.keys(fields).length ? { fields } : null;
}

/** Asks before a member goes; resolves to whether it did. */
export const removeDialog = (member) => confirm({
  title: `Remove ${member.name}`,
  body: html`<p>The keys that act as ${member.name} are revoked at once. What ${member.name} started stays.</p>`,
  verb: 'Remove member',
  keep: 'Keep member',
  act: async () => {
    await api.del(`/api/members/${member.user_id}`);
    return true;
  },
});

/** Asks before an admin gives the own role up; resolves to the member. */
export const stepDownDialog = (member, role) => confirm({
  title: `Become ${roleWord(role).toLowerCase()} yourself`,
  body: html`<p>You will not see keys and members any more, and cannot take it back yourself.</p>`,
  verb: `Become ${roleWord(role).toLowerCase()}`,
  keep: 'Stay admin',
  act: () => api.put(`/api/members/${member.user_id}`, { role }),
});
