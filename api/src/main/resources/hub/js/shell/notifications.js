// What the person was told: how many are unread, the latest, and marking them as read. The count is asked for at first, when
// the window gets the focus, when one of mine has ended, after a submit, and when the list is opened; never by a clock.
import * as api from '../lib/api.js';
import { html, nothing, render, repeat } from '../lib/lit.js';
import { quiet } from '../lib/quiet.js';
import { icon } from '../ui/icons.js';
import { chip } from '../ui/status.js';
import { place } from '../ui/table.js';
import { capped, words } from '../ui/text.js';
import { moment } from '../ui/time.js';

const SHOWN = 10;
const FOCUS_AT_MOST_EVERY_MS = 5_000;
const WEBHOOK_REASONS = { gone: 'its address says that it is gone', failing: 'nothing has arrived there for days' };

export function mount(container, context) {
  const state = { unread: 0, cap: 0, rows: null, next: null, open: false, problem: null };
  let asked = 0;
  let missed = false;

  async function loadCount() {
    if (quiet.get()) {
      missed = true;
      return;
    }
    asked = Date.now();
    missed = false;
    const found = await api.get('/api/notifications/unread-count', { signal: context.signal });
    Object.assign(state, { unread: found.unread, cap: found.capped_at });
    paint();
    if (state.open) await loadList();
  }

  async function loadList(cursor = null) {
    try {
      const page = await api.get(api.url('/api/notifications', { limit: SHOWN, cursor }), { signal: context.signal });
      Object.assign(state, { rows: cursor ? [...state.rows, ...page.items] : page.items, next: page.next, problem: null });
    } catch (problem) {
      if (!(problem instanceof api.Problem)) throw problem;
      state.problem = problem;
    }
    paint();
  }

  const again = () => loadCount().catch((problem) => {
    if (!(problem instanceof api.Problem) && !api.aborted(problem)) throw problem;
  });
  const onFocus = () => { if (!document.hidden && Date.now() - asked > FOCUS_AT_MOST_EVERY_MS) again(); };

  function toggled(event) {
    state.open = event.newState === 'open';
    if (state.open) again();
  }

  function take(read) {
    if (!state.rows.find((row) => row.id === read.id)?.read_at) state.unread = Math.max(0, state.unread - 1);
    state.rows = state.rows.map((row) => (row.id === read.id ? read : row));
    paint();
  }

  async function markOne(row) {
    if (!row.read_at) take(await api.post(`/api/notifications/${row.id}/read`, {}));
  }

  async function markAll() {
    await api.post('/api/notifications/read-all', { up_to: state.rows[0].id });
    await loadCount();
    container.querySelector('h2').focus();
  }

  function follow(row) {
    hide();
    markOne(row);
  }

  function view() {
    const number = state.unread ? capped(state.unread, state.cap) : '';
    return html`<button type="button" class="plain tray-button" popovertarget="notifications" title="Notifications"
        aria-label=${number ? `Notifications, ${number} unread` : 'Notifications'} @click=${(event) => place(event.currentTarget, 'notifications')}>
        ${icon('bell')}<span class="tray-count" ?data-active=${state.unread > 0}>${number}</span></button>
      <div popover id="notifications" class="tray" role="dialog" aria-labelledby="notifications-head" @toggle=${toggled}>
        <div class="row"><h2 id="notifications-head" class="grow" tabindex="-1">Notifications</h2>
          ${state.unread && state.rows?.length ? html`<button type="button" class="link" @click=${markAll}>Mark all as read</button>` : nothing}</div>
        ${list()}
        ${state.next ? html`<button type="button" class="plain" @click=${() => loadList(state.next)}>Older</button>` : nothing}
      </div>`;
  }

  function list() {
    if (state.problem) return html`<p class="summary" role="alert">${state.problem.message}</p>`;
    if (!state.rows) return html`<p class="muted">Loading…</p>`;
    if (!state.rows.length) return html`<p class="muted">Nothing yet. You are told when what you start is queued, waits for you, or has ended.</p>`;
    return html`<ul class="tray-list">${repeat(state.rows, (row) => row.id, line)}</ul>`;
  }

  function line(row) {
    return html`<li class=${row.read_at ? '' : 'unread'}>
      ${row.process_id ? ofRun(row) : ofWebhook(row)}
      <div class="row small muted">${moment(row.created_at)}
        ${row.read_at ? nothing : html`<button type="button" class="link" aria-label=${`Mark as read: ${nameOf(row)}`} @click=${() => markOne(row)}>Mark as read</button>`}</div></li>`;
  }

  function ofRun(row) {
    const { payload } = row;
    return html`<div class="row">${chip(payload.status)}
        <a class="quiet strong grow clip" href=${`/operations/${row.process_id}`} title=${nameOf(row)} @click=${() => follow(row)}>${nameOf(row)}</a></div>
      ${sentence(row) ? html`<p class="small">${sentence(row)}</p>` : nothing}`;
  }

  const ofWebhook = (row) => html`<p><span class="strong">${nameOf(row)}</span> <span class="small">was switched off: ${WEBHOOK_REASONS[row.payload.reason] ?? row.payload.reason}</span></p>`;

  const hide = () => container.querySelector('[popover]').hidePopover();
  const paint = () => render(view(), container);
  const quietOver = quiet.watch((isQuiet) => { if (!isQuiet && missed) again(); });

  paint();
  again();
  addEventListener('focus', onFocus);
  document.addEventListener('waybill:submitted', again);
  document.addEventListener('waybill:ended', again);
  return () => {
    quietOver();
    removeEventListener('focus', onFocus);
    document.removeEventListener('waybill:submitted', again);
    document.removeEventListener('waybill:ended', again);
  };
}

function nameOf({ process_id: process, payload }) {
  return process ? payload.name || `${payload.operation} #${process}` : `Webhook #${payload.webhook_id}`;
}

function sentence({ kind, payload }) {
  if (kind === 'reminder') return 'Will soon be given up unless somebody reviews it';
  if (kind === 'waiting_review') return 'Waits for your review';
  return payload.error_summary ? payload.error_summary.reason || words(payload.error_summary.reason_code) : '';
}
