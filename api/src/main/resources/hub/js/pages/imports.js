// What was imported, what runs, and the mappings that were saved.
import { Problem, aborted, del, get, newKey, post, url } from '../lib/api.js';
import { follow } from '../lib/live.js';
import { html, nothing, render, repeat } from '../lib/lit.js';
import { confirm } from '../ui/dialog.js';
import { icon } from '../ui/icons.js';
import { part, progressBar, progressText } from '../ui/progress.js';
import { empty, failed, skeleton } from '../ui/states.js';
import { chip, isActive } from '../ui/status.js';
import { pager } from '../ui/table.js';
import { count, plural } from '../ui/text.js';
import { started } from '../ui/time.js';
import { toast } from '../ui/toast.js';

export const title = 'Imports';

const PAGE = 25;
const before = new Map();

export function mount(container, route, context) {
  const { signal } = context;
  const acts = context.can('operator');
  const state = { rows: null, next: null, cursor: null, problem: null, mappings: null, fresh: 0 };
  let live = null;

  const paint = () => render(view(), container);
  const path = (cursor) => url('/api/processes', { type: 'import', limit: PAGE, cursor });

  async function open(next) {
    state.cursor = next.query.get('cursor');
    live?.close();
    live = null;
    try {
      const page = await get(path(state.cursor), { signal });
      Object.assign(state, { rows: page.items, next: page.next, problem: null, fresh: 0 });
      if (page.next) before.set(page.next, state.cursor);
      live = follow({ stream: () => url('/api/processes/stream', { type: 'import' }), on: { process: patch }, poll, away: refresh });
    } catch (problem) {
      if (aborted(problem)) return;
      if (!(problem instanceof Problem)) throw problem;
      state.problem = problem;
    }
    paint();
  }

  function patch(process) {
    const at = state.rows.findIndex((row) => row.id === process.id);
    if (at >= 0) {
      if (process.version > state.rows[at].version) state.rows[at] = { ...state.rows[at], ...process };
    } else if (!state.cursor && process.id > (state.rows[0]?.id ?? 0)) {
      state.fresh++;
    }
    paint();
  }

  async function refresh() {
    (await get(path(state.cursor), { signal })).items.forEach(patch);
  }

  async function poll(abort) {
    (await get(path(state.cursor), { signal: abort })).items.forEach(patch);
    const hints = state.rows.map((row) => row.poll_after_ms).filter((hint) => hint !== null);
    return hints.length ? Math.min(...hints) : 10_000;
  }

  async function loadMappings() {
    state.mappings = (await get('/api/import-mappings?limit=100', { signal })).items;
    paint();
  }

  async function undo(row) {
    const key = newKey();
    const process = await confirm({
      title: `Take back ${nameOf(row)}`,
      body: html`<p>Records that it made are removed, those that it changed are as before. What somebody changed since stays as it is.</p>`,
      verb: 'Undo import', keep: 'Keep it', rows: row.succeeded_items,
      act: () => post(`/api/processes/${row.id}/undo`, null, { key }),
    });
    if (!process) return;
    context.watched?.();
    toast(`${nameOf(row)} is being taken back`, { href: `/operations/${process.id}` });
    row.actions = row.actions.filter((action) => action !== 'undo');
    paint();
  }

  async function forget(mapping) {
    const done = await confirm({
      title: `Delete the mapping ${mapping.name}`,
      body: html`<p>Imports that used it keep what it said. It cannot be brought back.</p>`,
      verb: 'Delete mapping', keep: 'Keep it',
      act: () => del(`/api/import-mappings/${mapping.id}`, { ifMatch: String(mapping.version) }),
    });
    if (done) await loadMappings();
  }

  function view() {
    return html`<div class="page-head"><h1>Imports</h1>
        ${acts ? html`<a class="button primary" href="/imports/new">${icon('upload')}Import a file</a>` : nothing}</div>
      <div class="columns">
        <section aria-label="Imports"><div class="pill-row">${state.fresh && !state.cursor
          ? html`<button type="button" @click=${() => open({ query: new URLSearchParams() })}>Show ${count(state.fresh)} new</button>` : nothing}</div>${list()}</section>
        <section class="card" aria-labelledby="saved-mappings"><h2 id="saved-mappings">Saved mappings</h2>${mappings()}</section>
      </div>`;
  }

  function list() {
    if (state.problem) return failed('The list', state.problem, () => open(route));
    if (!state.rows) return skeleton(8);
    if (!state.rows.length) {
      return state.cursor ? empty('There are no older imports.', html`<a class="button" href="/imports">Newest</a>`)
        : empty('No imports yet. Drop a file to start.', acts ? html`<a class="button" href="/imports/new">Import a file</a>` : nothing);
    }
    return html`<table class="table cards imports">
      <colgroup><col class="col-status"><col><col class="col-rows"><col class="col-started"><col class="col-act"></colgroup>
      <thead><tr><th scope="col">Status</th><th scope="col">Import</th><th scope="col">Rows</th><th scope="col">Started</th><th scope="col"><span class="visually-hidden">Actions</span></th></tr></thead>
      <tbody>${repeat(state.rows, (row) => row.id, line)}</tbody></table>
      ${pager({ newer: state.cursor ? url('/imports', { cursor: before.get(state.cursor) }) : null, older: state.next ? url('/imports', { cursor: state.next }) : null })}`;
  }

  function line(row) {
    return html`<tr>
      <td>${chip(row.operator_status)}</td>
      <td><span class="two-lines"><a class="strong quiet" href=${`/operations/${row.id}`} title=${nameOf(row)}>${nameOf(row)}</a>
        <span class="muted small">${second(row)}</span></span></td>
      <td data-label="Rows"><span class="rows-cell">${rowsOf(row)}</span></td>
      <td class="nowrap" data-label="Started">${started(row.started_at, row.created_at)}</td>
      <td class="cell-act">${acts && row.actions?.includes('undo') ? html`<button type="button" class="link" aria-label=${`Undo ${nameOf(row)}`} @click=${() => undo(row)}>Undo…</button>` : nothing}</td>
    </tr>`;
  }

  function mappings() {
    if (!state.mappings) return nothing;
    if (!state.mappings.length) return html`<p class="muted">None yet. Save one where you import a file.</p>`;
    return html`<ul class="mapping-names">${state.mappings.map((one) => html`<li class="row">
      <span class="grow two-lines"><span class="strong clip" title=${one.name}>${one.name}</span>
        <span class="muted small">${[one.target, one.format, plural(columnsOf(one), 'column')].filter(Boolean).join(' · ')}</span></span>
      ${acts ? html`<button type="button" class="link" aria-label=${`Delete the mapping ${one.name}`} @click=${() => forget(one)}>Delete…</button>` : nothing}</li>`)}</ul>`;
  }

  paint();
  open(route);
  loadMappings().catch((problem) => { if (!(problem instanceof Problem) && !aborted(problem)) throw problem; });
  return {
    update: open,
    unmount: () => live?.close(),
  };
}

const nameOf = (row) => row.name || `Import ${row.id}`;
const columnsOf = (mapping) => Object.values(mapping.mapping ?? {}).filter(Boolean).length;

function second(row) {
  const dry = row.input_payload?.dry_run ? 'dry run' : null;
  return [row.subtype, `#${row.id}`, dry, row.operator_status === 'failed' ? row.error_message : null].filter(Boolean).join(' · ');
}

function rowsOf(row) {
  if (isActive(row.operator_status)) {
    return html`${progressBar(part(row.progress_percent, false), { status: row.operator_status, label: `Progress of ${nameOf(row)}` })}
      <span class="muted small">${progressText(row.processed_items, row.total_items)}</span>`;
  }
  return html`<span>${count(row.processed_items)}</span>${row.failed_items ? html`<span class="failed-count"> ${count(row.failed_items)} failed</span>` : nothing}`;
}
