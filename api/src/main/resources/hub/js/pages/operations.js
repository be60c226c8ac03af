// The list of operations: buckets, filters, search, selection, and what is done to many at once.
import { url } from '../lib/api.js';
import { html, live, nothing, render } from '../lib/lit.js';
import { loadTypes } from '../data/types.js';
import { remembered } from '../lib/remembered.js';
import { actOnAll, actOnOne, actOnSelected } from '../operations/bulk.js';
import { SINCE, isFiltered, nothingSentence, readFilters } from '../operations/filters.js';
import { NEW_CAP, operationList } from '../operations/list.js';
import { canRetryItems } from '../operations/row.js';
import { operationTable } from '../operations/table.js';
import { keyMap } from '../shell/keys.js';
import { copy } from '../ui/copy.js';
import { icon } from '../ui/icons.js';
import { empty, failed, skeleton } from '../ui/states.js';
import { STATUSES } from '../ui/status.js';
import { pager } from '../ui/table.js';
import { capped, count, plural } from '../ui/text.js';

export const title = 'Operations';

const TYPING_MS = 300;
const dense = remembered('dense', false);
const pagesBefore = new Map();

export function mount(container, route, context) {
  const userId = context.session.user.id;
  const acts = context.can('operator');
  let shown = null;
  let types = [];
  let typing = null;
  let anchor = null;

  function open(next) {
    shown?.close();
    const filters = readFilters(next.query);
    const kept = shown?.list;
    shown = operationList({ filters, userId, signal: context.signal, changed: paint });
    // the old counts and rows stay until the new ones are there: nothing jumps
    if (kept) Object.assign(shown.list, { counts: kept.counts, cap: kept.cap });
    shown.load();
    paint();
  }

  const paint = () => render(view(), container);
  const hrefWith = (changes) => url('/', { ...Object.fromEntries(new URLSearchParams(location.search)), cursor: null, ...changes });
  const selectedRows = () => shown.list.rows.filter((row) => shown.list.selected.has(row.id));

  function view() {
    const { list } = shown;
    return html`
      <div class="page-head"><h1>Operations</h1>
        <button type="button" class="plain dense-toggle" aria-pressed=${dense.get()} @click=${() => { dense.set(!dense.get()); paint(); }}>Compact rows</button>
      </div>
      ${buckets(list)}${filterRow(list.filters)}${actionRow(list)}${body(list)}`;
  }

  function buckets(list) {
    const { status } = list.filters;
    const tab = (word, value, number) => html`<a href=${hrefWith({ status: value })} aria-current=${(value === '' ? !status.length : status.includes(value)) ? 'page' : nothing}>
      ${value ? html`<span class="bucket-icon" data-status=${value}>${icon(value)}</span>` : nothing}${word}
      <span class="bucket-count muted">${number}</span></a>`;
    return html`<nav class="tabs buckets" aria-label="Status">${tab('All', '', '')}
      ${STATUSES.map(([bucket, word]) => tab(word, bucket, list.counts ? capped(list.counts[bucket], list.cap) : ''))}</nav>`;
  }

  function filterRow(filters) {
    return html`<form class="filters" role="search" @submit=${search}>
      <div class="search">${icon('search')}<input type="search" name="text" aria-label="Search name, error, type or id" placeholder="Search name, error or id"
        title="Among the newest 10,000 operations" .value=${live(typing === null ? filters.text : typing.value)} @input=${type}></div>
      <select aria-label="Type" @change=${(event) => context.setQuery({ type: event.target.value, cursor: null })}>
        <option value="" .selected=${!filters.type}>All types</option>
        ${typeOptions(filters.type).map((one) => html`<option value=${one} .selected=${one === filters.type}>${one}</option>`)}</select>
      <select aria-label="Started by" @change=${(event) => context.setQuery({ user: event.target.value, cursor: null })}>
        <option value="" .selected=${!filters.mine}>Anyone</option><option value="me" .selected=${filters.mine}>Me</option></select>
      <select aria-label="Time" @change=${(event) => context.setQuery({ since: event.target.value, cursor: null })}>
        ${SINCE.map(([value, word]) => html`<option value=${value} .selected=${value === filters.since}>${word}</option>`)}</select>
      ${isFiltered(filters) ? html`<a class="button plain" href="/">Clear filters</a>` : nothing}
    </form>`;
  }

  const typeOptions = (chosen) => (chosen && !types.includes(chosen) ? [chosen, ...types] : types);

  function type(event) {
    clearTimeout(typing?.timer);
    typing = { value: event.target.value, timer: setTimeout(() => search(), TYPING_MS) };
  }

  function search(event) {
    event?.preventDefault();
    if (!typing) return;
    clearTimeout(typing.timer);
    const text = typing.value.trim();
    typing = null;
    context.setQuery({ text, cursor: null }, { replace: true });
  }

  function actionRow(list) {
    const number = list.selected.size;
    return html`<div class="action-row">${number ? selectionBar(list, number) : html`
      ${list.newCount && !list.filters.cursor ? html`<button type="button" class="new-pill" @click=${showNew}>Show ${capped(list.newCount, NEW_CAP)} new</button>` : nothing}`}</div>`;
  }

  function selectionBar(list, number) {
    const whole = number === list.rows.length && (list.next || list.filters.cursor);
    return html`<span class="strong">${list.allMatching ? 'All that match' : `${count(number)} selected`}</span>
      ${whole && !list.allMatching ? html`<button type="button" class="link" @click=${() => { list.allMatching = true; paint(); }}>Select all ${matching(list)} matching</button>` : nothing}
      <button type="button" @click=${() => act('retry')}>Retry…</button>
      ${list.allMatching || selectedRows().some(canRetryItems) ? html`<button type="button" @click=${() => act('retry_failed_items')}>Retry failed items…</button>` : nothing}
      <button type="button" @click=${() => act('cancel')}>Cancel…</button>
      <button type="button" class="plain" @click=${clear}>Clear selection</button>`;
  }

  function matching({ counts, cap, filters }) {
    if (!counts) return '';
    const chosen = filters.status.length ? filters.status : Object.keys(counts);
    const open = chosen.some((bucket) => counts[bucket] >= cap);
    return count(chosen.reduce((sum, bucket) => sum + counts[bucket], 0)) + (open ? '+' : '');
  }

  function body(list) {
    if (list.problem && !list.loaded) return failed('The list', list.problem, () => shown.load());
    if (!list.loaded) return skeleton(10);
    if (!list.rows.length) return nothingThere(list.filters);
    return html`${operationTable(list, { selectable: acts, userId, dense: dense.get(), toggle, toggleAll })}${pages(list)}`;
  }

  function nothingThere(filters) {
    if (filters.cursor) return empty('There are no older operations.', html`<a class="button" href=${hrefWith({})}>Newest</a>`);
    if (isFiltered(filters)) {
      return empty(`${nothingSentence(filters)}.`, html`${filters.text ? html`<p class="muted">The search looks among the newest 10,000 operations.</p>` : nothing}
        <a class="button" href="/">Clear filters</a>`);
    }
    return empty('No operations yet. Import a file to start.', acts ? html`<a class="button primary" href="/imports/new">Import a file</a>` : nothing);
  }

  function pages(list) {
    const older = list.next ? hrefWith({ cursor: list.next }) : null;
    if (list.next) pagesBefore.set(list.next, list.filters.cursor);
    const newer = list.filters.cursor ? hrefWith({ cursor: pagesBefore.get(list.filters.cursor) ?? null }) : null;
    return pager({ newer, older, text: `${plural(list.rows.length, 'operation')} shown` });
  }

  function toggle(row, event) {
    const { selected, rows } = shown.list;
    shown.list.allMatching = false;
    const from = rows.findIndex((one) => one.id === anchor);
    const to = rows.indexOf(row);
    const range = event?.shiftKey && from >= 0 ? rows.slice(Math.min(from, to), Math.max(from, to) + 1) : [row];
    const on = !selected.has(row.id);
    range.forEach((one) => (on ? selected.add(one.id) : selected.delete(one.id)));
    anchor = row.id;
    paint();
  }

  function toggleAll(on) {
    shown.list.selected = new Set(on ? shown.list.rows.map((row) => row.id) : []);
    shown.list.allMatching = false;
    paint();
  }

  function clear() {
    toggleAll(false);
  }

  async function act(action) {
    const done = shown.list.allMatching
      ? await actOnAll(action, shown.list.filters, userId, context.watched)
      : await actOnSelected(action, selectedRows());
    if (done) clear();
  }

  function showNew() {
    if (shown.list.newCount) shown.load();
  }

  const focusedRow = () => shown.list.rows.find((row) => String(row.id) === document.activeElement?.closest('tr[data-id]')?.dataset.id);

  function move(step) {
    const links = [...container.querySelectorAll('.cell-name a')];
    const at = links.indexOf(document.activeElement?.closest('tr')?.querySelector('.cell-name a'));
    links[Math.max(0, Math.min(links.length - 1, at < 0 ? 0 : at + step))]?.focus();
  }

  function withRow(action) {
    const row = focusedRow();
    return row && action(row);
  }

  const actOnFocused = (action) => (shown.list.selected.size ? act(action) : withRow((row) => actOnOne(action, row)));
  const follow = (relation) => container.querySelector(`.pager a[rel=${relation}]`)?.click();

  const keysOver = keyMap({
    '/': ['Search', () => container.querySelector('input[type=search]').focus()],
    j: ['Next row', () => move(1)],
    k: ['Row before', () => move(-1)],
    ...(acts ? {
      x: ['Select the row', (event) => withRow((row) => toggle(row, event))],
      r: ['Retry', () => actOnFocused('retry')],
      c: ['Cancel…', () => actOnFocused('cancel')],
    } : {}),
    n: ['Show what is new', showNew],
    y: ['Copy the id', () => withRow((row) => copy(row.id, 'id'))],
    '[': ['Newer page', () => follow('prev')],
    ']': ['Older page', () => follow('next')],
    Escape: ['Clear the selection', () => shown.list.selected.size && clear()],
  });

  loadTypes().then((found) => {
    types = [...found.values()].filter((one) => one.submittable || one.type.startsWith('ai_location')).map((one) => one.label).sort();
    if (!context.signal.aborted) paint();
  });
  open(route);
  return {
    update: open,
    unmount() {
      clearTimeout(typing?.timer);
      keysOver();
      shown.close();
    },
  };
}
