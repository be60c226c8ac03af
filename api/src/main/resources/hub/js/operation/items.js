// The items of a process, a page at a time, each with what it was before and after.
import * as api from '../lib/api.js';
import { html, nothing, repeat } from '../lib/lit.js';
import { changes, diff } from '../ui/diff.js';
import { icon } from '../ui/icons.js';
import { empty, failed, skeleton } from '../ui/states.js';
import { chip } from '../ui/status.js';
import { pager } from '../ui/table.js';
import { count } from '../ui/text.js';
import { moment } from '../ui/time.js';

const PAGE = 50;
const CHIPS = { success: ['succeeded', 'Success'], error: ['failed', 'Error'], skipped: ['cancelled', 'Skipped'], pending: ['queued', 'Pending'] };
const WORDS = [['', 'All'], ['success', 'Success'], ['error', 'Error'], ['skipped', 'Skipped'], ['pending', 'Pending']];
const before = new Map();

export function itemTab({ id, signal, changed }) {
  const state = { status: '', cursor: '', items: null, next: null, problem: null, open: new Set(), processed: 0 };
  let turn = 0;

  async function load(status, cursor, processed) {
    const mine = ++turn;
    Object.assign(state, { status, cursor, problem: null, processed });
    try {
      const page = await api.get(api.url(`/api/processes/${id}/items`, { status, cursor, limit: PAGE }), { signal, exact: true });
      if (mine !== turn) return;
      Object.assign(state, { items: page.items, next: page.next });
      if (page.next) before.set(page.next, cursor);
    } catch (problem) {
      if (api.aborted(problem) || mine !== turn) return;
      if (!(problem instanceof api.Problem)) throw problem;
      state.problem = problem;
    }
    changed();
  }

  const href = (changes_) => api.url(`/operations/${id}`, { tab: 'items', item_status: state.status, ...changes_ });

  function view(process) {
    if (state.problem) return failed('The items', state.problem, () => load(state.status, state.cursor, process.processed_items));
    if (!state.items) return skeleton(8);
    return html`
      <div class="row item-filter"><nav class="row" aria-label="Item status">${WORDS.map(([status, word]) => html`
        <a class="button plain" href=${href({ item_status: status })} aria-current=${status === state.status ? 'page' : nothing}>${word}</a>`)}</nav>
        ${process.processed_items > state.processed ? html`<button type="button" class="new-pill" @click=${() => load(state.status, state.cursor, process.processed_items)}>
          ${count(process.processed_items - state.processed)} more processed: show</button>` : nothing}</div>
      ${state.items.length ? table() : empty(state.status ? 'No item has this status.' : 'There are no items.')}
      ${state.items.length ? pager({
        newer: state.cursor ? href({ cursor: before.get(state.cursor) || null }) : null,
        older: state.next ? href({ cursor: state.next }) : null,
      }) : nothing}`;
  }

  function table() {
    return html`<table class="table cards items"><colgroup><col class="col-index"><col class="col-key"><col class="col-item-status"><col><col class="col-started"><col class="col-change"></colgroup>
      <thead><tr><th scope="col" class="number">#</th><th scope="col">Item</th><th scope="col">Status</th><th scope="col">Message</th><th scope="col">Processed</th><th scope="col"><span class="visually-hidden">Change</span></th></tr></thead>
      <tbody>${repeat(state.items, (item) => item.id, rows)}</tbody></table>`;
  }

  function rows(item) {
    const open = state.open.has(item.id);
    const [bucket, word] = CHIPS[item.status] ?? ['queued', item.status];
    const changed_ = item.before_state || item.after_state;
    return html`<tr>
      <td class="number" data-label="#">${count(item.item_index + 1)}</td>
      <td class="mono clip" data-label="Item" title=${item.item_key ?? nothing}>${item.item_key ?? ''}</td>
      <td>${chip(bucket, word)}</td>
      <td data-label="Message">${item.message ?? ''}${item.error_code ? html` <code class="muted">${item.error_code}</code>` : nothing}</td>
      <td class="nowrap" data-label="Processed">${moment(item.processed_at)}</td>
      <td>${changed_ ? html`<button type="button" class="plain" aria-expanded=${open} aria-label=${`Change to ${item.item_key ?? item.item_index + 1}`}
        @click=${() => toggle(item)}>${open ? 'Hide' : 'Change'}${icon('down')}</button>` : nothing}</td>
    </tr>${open ? html`<tr class="item-change"><td colspan="6">${change(item)}</td></tr>` : nothing}`;
  }

  function toggle(item) {
    if (!state.open.delete(item.id)) state.open.add(item.id);
    changed();
  }

  return { state, load, view };
}

function change(item) {
  const list = changes(item.before_state, item.after_state);
  return list.length ? diff(list, { caption: `Change to ${item.item_key ?? item.item_index + 1}` }) : html`<p class="muted">Nothing is different.</p>`;
}
