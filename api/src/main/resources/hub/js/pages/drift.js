// What comparisons found: by status, with filters in the address, and acknowledged one by one or all that match.
import * as api from '../lib/api.js';
import { html, keyed, nothing, render, repeat } from '../lib/lit.js';
import { loadTenants, tenantOptions } from '../data/tenants.js';
import { acknowledgeAll, actOnSelected } from '../drift/acknowledge.js';
import { changeWord, findingChip, summary } from '../drift/evidence.js';
import {
  CHANGES, SEEN_OPTIONS, STATUSES, bulkFilter, byStatus, hrefWith, isFiltered, nothingSentence, parameters, readFilters,
} from '../drift/filters.js';
import { keyMap } from '../shell/keys.js';
import { empty, failed, skeleton } from '../ui/states.js';
import { pager, tabs } from '../ui/table.js';
import { count, plural } from '../ui/text.js';
import { moment } from '../ui/time.js';

export const title = 'Drift';

const PAGE = 50;
const pagesBefore = new Map();

export function mount(container, route, context) {
  const acts = context.can('operator');
  const state = { filters: readFilters(route.query), rows: null, next: null, counts: null, problem: null, newest: null, selected: new Set(), all: false };
  let tenants = null;
  let turn = 0;
  let anchor = null;
  const paint = () => render(view(), container);

  function open(next) {
    const before = state.filters;
    const filters = readFilters(next.query);
    const samePages = JSON.stringify({ ...before, cursor: '' }) === JSON.stringify({ ...filters, cursor: '' });
    Object.assign(state, { filters, selected: new Set(), all: false, newest: samePages ? state.newest : null });
    load();
  }

  async function load() {
    const mine = ++turn;
    const { filters } = state;
    try {
      const page = await api.get(api.url('/api/findings', { ...parameters(filters), cursor: filters.cursor, limit: PAGE }),
        { signal: context.signal, exact: true });
      tenants ??= await loadTenants(context.signal);
      await tenants.need([...page.items.map((row) => row.tenant_id), ...(filters.tenant ? [Number(filters.tenant)] : [])]);
      if (mine !== turn) return;
      Object.assign(state, { rows: page.items, next: page.next, problem: null, load: mine });
      if (!filters.cursor) state.newest = page.items[0]?.id ?? null;
      if (page.next) pagesBefore.set(page.next, filters.cursor);
      paint();
      await loadCounts();
    } catch (problem) {
      if (api.aborted(problem) || mine !== turn) return;
      if (!(problem instanceof api.Problem)) throw problem;
      Object.assign(state, { problem, rows: null });
      paint();
    }
  }

  async function loadCounts() {
    const mine = turn;
    const counts = await api.get(api.url('/api/findings/counts', { ...parameters(state.filters), status: null }), { signal: context.signal });
    if (mine !== turn) return;
    state.counts = byStatus(counts);
    paint();
  }

  /** Shows what an action did to rows, in their places; when it did something else than they show, they are loaded anew. */
  function changed(action, ids, number) {
    const [from, to] = action === 'acknowledge' ? ['new', 'acknowledged'] : ['acknowledged', 'new'];
    const shown = state.rows?.filter((row) => ids.includes(row.id) && row.status === from) ?? [];
    if (shown.length !== number) return load();
    shown.forEach((row) => { row.status = to; });
    paint();
    loadCounts();
  }

  function view() {
    const { filters, counts } = state;
    return html`
      <div class="page-head"><h1>Drift</h1></div>
      ${tabs([...STATUSES.map(([status, word]) => [word, hrefWith({ status: status === 'new' ? null : status }), filters.status === status, counts?.[status] ?? '']),
        ['All', hrefWith({ status: 'all' }), !filters.status, '']], 'Status')}
      ${filterRow(filters)}
      <div class="action-row">${state.selected.size ? selectionBar() : nothing}</div>
      ${body()}`;
  }

  function filterRow(filters) {
    const choose = (name) => (event) => context.setQuery({ [name]: event.target.value, cursor: null });
    const options = (list, chosen) => list.map(([value, word]) => html`<option value=${value} .selected=${value === chosen}>${word}</option>`);
    const narrowed = filters.scope_key || filters.run_id || filters.operation_run_id;
    return html`<form class="filters" role="search" @submit=${(event) => { event.preventDefault(); choose('subject_type')({ target: event.target.elements.subject }); }}>
      <select aria-label="Tenant" @change=${choose('tenant_id')}>${tenantOptions(tenants, filters.tenant, 'All tenants')}</select>
      <select aria-label="Change" @change=${choose('change')}>${options([['', 'Any change'], ...CHANGES], filters.change)}</select>
      <input name="subject" aria-label="Subject type" placeholder="Subject type" autocomplete="off" .value=${filters.subject_type} @change=${choose('subject_type')}>
      <select aria-label="Last seen" @change=${choose('seen')}>${options(SEEN_OPTIONS, filters.seen)}</select>
      ${narrowed ? html`<span class="chip">One comparison only</span>` : nothing}
      ${isFiltered(filters) ? html`<a class="button plain" href=${clearHref(filters)}>Clear filters</a>` : nothing}
    </form>`;
  }

  const clearHref = ({ status }) => (status === 'new' ? '/drift' : `/drift?status=${status || 'all'}`);
  const chosenRows = () => state.rows.filter((row) => state.selected.has(row.id));

  function selectionBar() {
    const { filters, selected, rows } = state;
    const whole = selected.size === rows.length && (state.next || filters.cursor);
    const canTakeAll = whole && filters.status === 'new' && state.newest && bulkFilter(filters);
    const chosen = chosenRows();
    return html`<span class="strong">${state.all ? 'All that match' : `${count(selected.size)} selected`}</span>
      ${canTakeAll && !state.all ? html`<button type="button" class="link" @click=${() => { state.all = true; paint(); }}>Select all ${state.counts?.new ?? ''} matching</button>` : nothing}
      ${state.all || chosen.some((row) => row.status === 'new') ? html`<button type="button" @click=${() => act('acknowledge')}>${state.all ? 'Acknowledge…' : 'Acknowledge'}</button>` : nothing}
      ${!state.all && chosen.some((row) => row.status === 'acknowledged') ? html`<button type="button" @click=${() => act('unacknowledge')}>Make new again</button>` : nothing}
      <button type="button" class="plain" @click=${clear}>Clear selection</button>`;
  }

  function body() {
    const { rows, problem, filters } = state;
    if (problem) return failed('The findings', problem, load);
    if (!rows) return skeleton(10);
    if (!rows.length) return nothingThere(filters);
    const whole = rows.every((row) => state.selected.has(row.id));
    // rows of another load are other rows: none of them moves
    return keyed(state.load, html`<table class="table cards findings">
      <caption class="visually-hidden">Findings</caption>
      <colgroup>${acts ? html`<col class="check-column">` : nothing}<col class="status-column"><col><col class="wide-column"><col class="tenant-column"><col class="time-column"></colgroup>
      <thead><tr>${acts ? html`<th scope="col"><input type="checkbox" aria-label="Select all shown" .checked=${whole} @change=${(event) => toggleAll(event.target.checked)}></th>` : nothing}
        <th scope="col">Status</th><th scope="col">Subject</th><th scope="col">First difference</th><th scope="col">Tenant</th><th scope="col">Last seen</th></tr></thead>
      <tbody>${repeat(rows, (row) => row.id, line)}</tbody></table>
      ${pages()}`);
  }

  function line(row) {
    const gone = state.filters.status && row.status !== state.filters.status;
    return html`<tr data-id=${row.id} class=${gone ? 'gone' : ''} aria-selected=${acts ? String(state.selected.has(row.id)) : nothing}>
      ${acts ? html`<td><input type="checkbox" aria-label=${`Select ${row.subject_external_id}`} .checked=${state.selected.has(row.id)} @click=${(event) => toggle(row, event)}></td>` : nothing}
      <td>${findingChip(row.status)}</td>
      <td class="cell-name"><span class="two-lines"><a href=${`/drift/${row.id}`} title=${row.subject_external_id}>${row.subject_external_id || '(no id)'}</a>
        <span class="muted small">${changeWord(row.change)} · ${row.subject_type} · #${row.id}</span></span></td>
      <td data-label="Difference"><span class="first-difference diff clip">${summary(row)}</span></td>
      <td data-label="Tenant"><span class="clip" title=${tenants.name(row.tenant_id)}>${tenants.name(row.tenant_id)}</span></td>
      <td data-label="Last seen">${moment(row.last_seen_at)}</td></tr>`;
  }

  function nothingThere(filters) {
    if (filters.cursor) return empty('There are no older findings.', html`<a class="button" href=${hrefWith({})}>Newest</a>`);
    if (isFiltered(filters)) return empty(`${nothingSentence(filters)}.`, html`<a class="button" href=${clearHref(filters)}>Clear filters</a>`);
    if (filters.status === 'new') return empty('No new findings. A comparison of two snapshots reports what differs here.', html`<a class="button" href="/drift?status=all">All findings</a>`);
    return empty('No findings yet. A comparison of two snapshots reports what differs here.');
  }

  function pages() {
    const { next, filters, rows } = state;
    return pager({
      older: next ? hrefWith({ cursor: next }) : null,
      newer: filters.cursor ? hrefWith({ cursor: pagesBefore.get(filters.cursor) || null }) : null,
      text: `${plural(rows.length, 'finding')} shown`,
    });
  }

  function toggle(row, event) {
    state.all = false;
    const { rows, selected } = state;
    const from = rows.findIndex((one) => one.id === anchor);
    const to = rows.indexOf(row);
    const range = event?.shiftKey && from >= 0 ? rows.slice(Math.min(from, to), Math.max(from, to) + 1) : [row];
    const on = !selected.has(row.id);
    range.forEach((one) => (on ? selected.add(one.id) : selected.delete(one.id)));
    anchor = row.id;
    paint();
  }

  function toggleAll(on) {
    Object.assign(state, { selected: new Set(on ? state.rows.map((row) => row.id) : []), all: false });
    paint();
  }

  const clear = () => toggleAll(false);

  async function act(action) {
    const ids = chosenRows().map((row) => row.id);
    if (!ids.length) return;
    if (!state.all) {
      await actOnSelected(action, ids, changed);
      clear();
    } else if (await acknowledgeAll(state.filters, state.newest, load)) {
      clear();
    }
  }

  const focused = () => state.rows?.find((row) => String(row.id) === document.activeElement?.closest('tr[data-id]')?.dataset.id);

  function move(step) {
    const links = [...container.querySelectorAll('.cell-name a')];
    const at = links.indexOf(document.activeElement?.closest('tr')?.querySelector('.cell-name a'));
    links[Math.max(0, Math.min(links.length - 1, at < 0 ? 0 : at + step))]?.focus();
  }

  const follow = (relation) => container.querySelector(`.pager a[rel=${relation}]`)?.click();
  const keysOver = keyMap({
    j: ['Next finding', () => move(1)],
    k: ['Finding before', () => move(-1)],
    ...(acts ? {
      x: ['Select the finding', (event) => focused() && toggle(focused(), event)],
      a: ['Acknowledge', () => { if (!state.selected.size && focused()) toggle(focused()); act('acknowledge'); }],
    } : {}),
    '[': ['Newer page', () => follow('prev')],
    ']': ['Older page', () => follow('next')],
    Escape: ['Clear the selection', () => state.selected.size && clear()],
  });

  paint();
  load();
  return { update: open, unmount: keysOver };
}
