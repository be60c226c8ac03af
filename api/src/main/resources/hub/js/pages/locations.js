// Batches of locations that a model drafts.
import { Problem, aborted, get, url } from '../lib/api.js';
import { follow } from '../lib/live.js';
import { html, nothing, render, repeat } from '../lib/lit.js';
import { batchChip, batchName, isGenerating, isImporting } from '../locations/words.js';
import { icon } from '../ui/icons.js';
import { empty, failed, skeleton } from '../ui/states.js';
import { pager, tabs } from '../ui/table.js';
import { count } from '../ui/text.js';
import { moment } from '../ui/time.js';

export const title = 'Locations';

const PAGE = 25;
const AGAIN_MS = 5_000;
const STATUSES = [['', 'All'], ['draft', 'Open'], ['imported', 'Imported'], ['discarded', 'Discarded']];
const before = new Map();

export function mount(container, route, context) {
  const { signal } = context;
  const acts = context.can('operator');
  const state = { rows: null, next: null, cursor: null, status: '', problem: null };
  let live = null;

  const paint = () => render(view(), container);
  const read = (abort) => get(url('/api/ai-location-imports', { status: state.status, limit: PAGE, cursor: state.cursor }), { signal: abort });
  const busy = () => state.rows.some((row) => isGenerating(row) || isImporting(row));

  async function open(next) {
    Object.assign(state, { cursor: next.query.get('cursor'), status: next.query.get('status') ?? '' });
    live?.close();
    try {
      const page = await read(signal);
      Object.assign(state, { rows: page.items, next: page.next, problem: null });
      if (page.next) before.set(page.next, state.cursor);
      live = follow({
        active: busy,
        poll: async (abort) => {
          const again = await read(abort);
          state.rows = state.rows.map((row) => again.items.find((one) => one.id === row.id) ?? row);
          paint();
          return AGAIN_MS;
        },
      });
    } catch (problem) {
      if (aborted(problem)) return;
      if (!(problem instanceof Problem)) throw problem;
      state.problem = problem;
    }
    paint();
  }

  function view() {
    return html`<div class="page-head"><h1>Locations</h1>
        ${acts ? html`<a class="button primary" href="/locations/new">${icon('add')}Draft locations</a>` : nothing}</div>
      ${tabs(STATUSES.map(([value, word]) => [word, url('/locations', { status: value }), value === state.status]), 'Batches')}
      <div class="below-tabs">${list()}</div>`;
  }

  function list() {
    if (state.problem) return failed('The list', state.problem, () => open(route));
    if (!state.rows) return skeleton(8);
    if (!state.rows.length) {
      if (state.cursor || state.status) return empty('No batch is like that.', html`<a class="button" href="/locations">Show all</a>`);
      return empty('No drafts yet. Say what you need, and a model drafts it for your review.',
        acts ? html`<a class="button" href="/locations/new">Draft locations</a>` : nothing);
    }
    return html`<table class="table cards batches">
      <colgroup><col class="col-status"><col><col class="col-rows"><col class="col-rows"><col class="col-started"></colgroup>
      <thead><tr><th scope="col">Status</th><th scope="col">Batch</th><th scope="col" class="number">Drafts</th><th scope="col" class="number">Imported</th><th scope="col">Started</th></tr></thead>
      <tbody>${repeat(state.rows, (row) => row.id, line)}</tbody></table>
      ${pager({ newer: state.cursor ? url('/locations', { status: state.status, cursor: before.get(state.cursor) }) : null,
        older: state.next ? url('/locations', { status: state.status, cursor: state.next }) : null })}`;
  }

  function line(row) {
    const name = batchName(row);
    return html`<tr>
      <td>${batchChip(row)}</td>
      <td><span class="two-lines"><a class="strong quiet" href=${`/locations/${row.id}`} title=${name}>${name}</a>
        <span class="muted small">${second(row)}</span></span></td>
      <td class="number" data-label="Drafts">${count(row.total_items)} of ${count(row.location_count)}</td>
      <td class="number" data-label="Imported">${count(row.imported_items)}</td>
      <td class="nowrap" data-label="Started">${moment(row.created_at)}</td>
    </tr>`;
  }

  paint();
  open(route);
  return { update: open, unmount: () => live?.close() };
}

function second(row) {
  const decided = row.approved_items || row.rejected_items ? `${count(row.approved_items)} approved, ${count(row.rejected_items)} rejected` : null;
  return [row.model_name, decided, row.process?.operator_status === 'failed' ? row.process.error_message : null].filter(Boolean).join(' · ') || `#${row.id}`;
}
