// Who belongs to the workspace, and what they may do; for its admins.
import * as api from '../lib/api.js';
import { html, live, nothing, render, repeat } from '../lib/lit.js';
import { ROLES, adminsOnly, roleWord, settingsHead } from '../settings/head.js';
import { addDialog, removeDialog, stepDownDialog } from '../settings/member-dialogs.js';
import { empty, failed, skeleton } from '../ui/states.js';
import { pager } from '../ui/table.js';
import { plural } from '../ui/text.js';
import { moment } from '../ui/time.js';
import { toast } from '../ui/toast.js';

export const title = 'Members';

const PAGE = 50;
const pagesBefore = new Map();

export function mount(container, route, context) {
  if (!context.can('admin')) {
    render(adminsOnly(), container);
    return undefined;
  }
  const me = context.session.user.id;
  const state = { cursor: '', rows: null, next: null, problem: null };
  let turn = 0;
  const paint = () => render(view(), container);

  function open(next) {
    state.cursor = next.query.get('cursor') ?? '';
    load();
  }

  async function load() {
    const mine = ++turn;
    try {
      const page = await api.get(api.url('/api/members', { cursor: state.cursor, limit: PAGE }), { signal: context.signal });
      if (mine !== turn) return;
      if (page.next) pagesBefore.set(page.next, state.cursor);
      Object.assign(state, { rows: page.items, next: page.next, problem: null });
    } catch (problem) {
      if (api.aborted(problem) || mine !== turn) return;
      if (!(problem instanceof api.Problem)) throw problem;
      Object.assign(state, { problem, rows: null });
    }
    paint();
  }

  async function add() {
    const member = await addDialog();
    if (!member) return;
    toast(`${member.name} is a member`, { href: '/settings/keys', linkText: 'Make a key' });
    load();
  }

  async function remove(member) {
    if (!(await removeDialog(member))) return;
    toast(`${member.name} is no member any more`);
    load();
  }

  async function changeRole(member, role) {
    if (member.user_id === me) {
      const done = await stepDownDialog(member, role);
      paint();
      if (done) location.assign('/');
      return;
    }
    await put(member, role, member.role);
  }

  async function put(member, role, before) {
    try {
      const changed = await api.put(`/api/members/${member.user_id}`, { role });
      state.rows = state.rows?.map((row) => (row.user_id === changed.user_id ? changed : row));
      toast(`${changed.name} is ${roleWord(role)}`, { undo: before ? () => put(changed, before, null) : undefined });
    } catch (problem) {
      if (!(problem instanceof api.Problem)) throw problem;
      toast(problem.message, { error: true });
    }
    if (!context.signal.aborted) paint();
  }

  function view() {
    const { rows, problem } = state;
    return html`
      ${settingsHead('Members', rows ? html`<button type="button" class="primary" @click=${add}>Add a member…</button>` : nothing)}
      <div class="settings-bar muted">What a key may do is never above the role of its member.</div>
      ${problem ? failed('The members', problem, load) : rows ? table(rows) : skeleton(5)}`;
  }

  function table(rows) {
    if (!rows.length) return empty('No further members.');
    const href = (cursor) => api.url('/settings/members', { cursor });
    return html`<table class="table cards members">
      <caption class="visually-hidden">Members</caption>
      <colgroup><col><col><col class="select-column"><col class="time-column"><col class="revoke-column"></colgroup>
      <thead><tr><th scope="col">Name</th><th scope="col">E-mail</th><th scope="col">Role</th><th scope="col">Since</th><th scope="col"><span class="visually-hidden">Actions</span></th></tr></thead>
      <tbody>${repeat(rows, (row) => row.user_id, line)}</tbody></table>
      ${pager({ older: state.next ? href(state.next) : null, newer: state.cursor ? href(pagesBefore.get(state.cursor) || null) : null, text: `${plural(rows.length, 'member')} shown` })}`;
  }

  function line(member) {
    return html`<tr>
      <td><span class="strong clip" title=${member.name}>${member.name}${member.user_id === me ? html` <span class="muted">(you)</span>` : nothing}</span></td>
      <td data-label="E-mail">${member.email ? html`<span class="clip" title=${member.email}>${member.email}</span>` : html`<span class="muted">none</span>`}</td>
      <td data-label="Role"><select aria-label=${`Role of ${member.name}`} .value=${live(member.role)} @change=${(event) => changeRole(member, event.target.value)}>
        ${ROLES.map(([value, word]) => html`<option value=${value} .selected=${value === member.role}>${word}</option>`)}</select></td>
      <td data-label="Since">${moment(member.created_at)}</td>
      <td class="settings-actions"><button type="button" aria-label=${`Remove ${member.name}…`} @click=${() => remove(member)}>Remove…</button></td></tr>`;
  }

  paint();
  open(route);
  return { update: open };
}
