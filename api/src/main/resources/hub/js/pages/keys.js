// The keys of the workspace, for its admins.
import * as api from '../lib/api.js';
import { html, nothing, render, repeat } from '../lib/lit.js';
import { loadPeople } from '../data/people.js';
import { adminsOnly, roleWord, settingsHead } from '../settings/head.js';
import { newKeyDialog, revokeDialog, shownOnce } from '../settings/key-dialogs.js';
import { empty, failed, skeleton } from '../ui/states.js';
import { chip } from '../ui/status.js';
import { pager } from '../ui/table.js';
import { plural } from '../ui/text.js';
import { moment } from '../ui/time.js';
import { toast } from '../ui/toast.js';

export const title = 'Keys';

const PAGE = 50;
const pagesBefore = new Map();

export function mount(container, route, context) {
  if (!context.can('admin')) {
    render(adminsOnly(), container);
    return undefined;
  }
  const state = { revoked: false, cursor: '', rows: null, next: null, problem: null };
  let people = null;
  let turn = 0;
  const paint = () => render(view(), container);
  const href = (cursor) => api.url('/settings/keys', { revoked: state.revoked ? 'true' : null, cursor });

  function open(next) {
    Object.assign(state, { revoked: next.query.get('revoked') === 'true', cursor: next.query.get('cursor') ?? '' });
    load();
  }

  async function load() {
    const mine = ++turn;
    try {
      people ??= await loadPeople(context);
      const page = await api.get(api.url('/api/keys', { revoked: state.revoked ? 'true' : null, cursor: state.cursor, limit: PAGE }), { signal: context.signal });
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

  async function make() {
    const key = await newKeyDialog(people, context);
    if (!key) return;
    const shown = shownOnce(key);
    load();
    await shown;
  }

  async function revoke(key) {
    if (!(await revokeDialog(key, people))) return;
    toast(`Key “${key.name}” is revoked`);
    load();
  }

  function view() {
    const { rows, problem } = state;
    return html`
      ${settingsHead('Keys', rows ? html`<button type="button" class="primary" @click=${make}>New key…</button>` : nothing)}
      <div class="settings-bar"><label class="check"><input type="checkbox" .checked=${state.revoked} @change=${(event) => context.setQuery({ revoked: event.target.checked ? 'true' : null, cursor: null })}> Show revoked keys</label></div>
      ${problem ? failed('The keys', problem, load) : rows ? table(rows) : skeleton(5)}`;
  }

  function table(rows) {
    if (!rows.length) return empty('No keys. Make one for each person and program.');
    return html`<table class="table cards keys">
      <caption class="visually-hidden">Keys</caption>
      <colgroup><col><col class="person-column"><col class="role-column"><col class="time-column"><col class="time-column"><col class="time-column"><col class="revoke-column"></colgroup>
      <thead><tr><th scope="col">Key</th><th scope="col">Acts as</th><th scope="col">Role</th><th scope="col">Made</th><th scope="col">Last used</th><th scope="col">Ends</th><th scope="col"><span class="visually-hidden">Actions</span></th></tr></thead>
      <tbody>${repeat(rows, (row) => row.id, line)}</tbody></table>
      ${pager({ older: state.next ? href(state.next) : null, newer: state.cursor ? href(pagesBefore.get(state.cursor) || null) : null, text: `${plural(rows.length, 'key')} shown` })}`;
  }

  function line(key) {
    const over = key.expires_at && Date.parse(key.expires_at) <= api.now();
    return html`<tr class=${key.revoked_at || over ? 'gone' : ''}>
      <td><span class="two-lines"><span class="strong" title=${key.name}>${key.name}</span><span class="muted small"><code>wbk_${key.public_id}_…</code>${key.own ? ' · own only' : ''}</span></span></td>
      <td data-label="Acts as"><span class="clip" title=${people.name(key.user_id)}>${people.name(key.user_id)}</span></td>
      <td data-label="Role">${roleWord(key.role)}</td>
      <td data-label="Made">${moment(key.created_at)}</td>
      <td data-label="Last used">${key.last_used_at ? moment(key.last_used_at) : html`<span class="muted">never</span>`}</td>
      <td data-label="Ends">${key.revoked_at ? chip('cancelled', 'Revoked') : over ? chip('cancelled', 'Expired') : key.expires_at ? moment(key.expires_at) : html`<span class="muted">never</span>`}</td>
      <td class="settings-actions">${key.revoked_at ? nothing : html`<button type="button" aria-label=${`Revoke ${key.name}…`} @click=${() => revoke(key)}>Revoke…</button>`}</td></tr>`;
  }

  paint();
  open(route);
  return { update: open };
}
