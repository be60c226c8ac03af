// A new member, and the end of a membership.
import * as api from '../lib/api.js';
import { html, nothing } from '../lib/lit.js';
import { confirm, openDialog } from '../ui/dialog.js';
import { errorsOf, field, focusError, summary } from '../ui/form.js';
import { ROLES, roleWord } from './head.js';

/** Asks for a member; resolves to it, undefined when it was left. */
export function addDialog() {
  const form = { name: '', email: '', role: 'operator' };
  const state = { errors: { fields: {}, rest: [] }, busy: false };
  return openDialog((close, repaint) => {
    const submit = async (event) => {
      event.preventDefault();
      if (state.busy) return;
      const dialog = event.target;
      const refuse = (errors) => {
        Object.assign(state, { errors, busy: false });
        repaint();
        focusError(dialog);
      };
      const wrong = check(form);
      if (wrong) return refuse({ fields: wrong, rest: [] });
      Object.assign(state, { busy: true, errors: { fields: {}, rest: [] } });
      repaint();
      try {
        close(await api.post('/api/members', { name: form.name.trim(), email: form.email.trim() || null, role: form.role }));
      } catch (problem) {
        if (!(problem instanceof api.Problem)) throw problem;
        refuse(errorsOf(problem, { '/name': 'name', '/email': 'email', '/role': 'role' }));
      }
    };
    const { fields, rest } = state.errors;
    const text = (name, label, hint, kind) => field({ name, label, hint, error: fields[name],
      control: (a) => html`<input id=${a.id} type=${kind} maxlength="200" autocomplete="off" ?data-focus=${name === 'name'} aria-invalid=${a.invalid} aria-describedby=${a.describedBy}
        .value=${form[name]} @input=${(event) => { form[name] = event.target.value; }}>` });
    return html`<form novalidate @submit=${submit}>
      <h2>Add a member</h2>
      ${summary(rest)}
      ${text('name', 'Name', '', 'text')}
      ${text('email', 'E-mail', 'By it your identity provider’s people are known; may be left empty', 'email')}
      ${field({ name: 'role', label: 'Role', error: fields.role, control: (a) => html`<select id=${a.id} aria-invalid=${a.invalid} aria-describedby=${a.describedBy} @change=${(event) => { form.role = event.target.value; }}>
        ${ROLES.map(([value, word, sentence]) => html`<option value=${value} .selected=${value === form.role}>${word}: ${sentence.charAt(0).toLowerCase()}${sentence.slice(1)}</option>`)}</select>` })}
      <div class="row end"><button type="button" @click=${() => close()}>Back</button>
        <button type="submit" class="primary" aria-busy=${state.busy ? 'true' : nothing}>Add member</button></div>
    </form>`;
  });
}

function check(form) {
  const fields = {};
  if (!form.name.trim()) fields.name = 'Say who it is';
  if (form.email.trim() && !/^[^@\s]+@[^@\s]+$/.test(form.email.trim())) fields.email = 'Must be an address like name@example.com';
  return Object.keys(fields).length ? fields : null;
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
