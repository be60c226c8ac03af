// The job tray: what I have running and what has just ended, on every page. It asks only while one of mine is active, when
// the window gets the focus, after a submit, and when it is opened.
import * as api from '../lib/api.js';
import { follow } from '../lib/live.js';
import { html, nothing, render, repeat } from '../lib/lit.js';
import { actOnOne } from '../operations/bulk.js';
import { canCancel, fromOperation, nameOf } from '../operations/row.js';
import { announce } from '../ui/announce.js';
import { icon } from '../ui/icons.js';
import { part, progressBar, progressText } from '../ui/progress.js';
import { chip, isActive, isTerminal, statusWord } from '../ui/status.js';
import { place } from '../ui/table.js';
import { plural } from '../ui/text.js';
import { moment } from '../ui/time.js';

const SHOWN = 8;
const FOCUS_AT_MOST_EVERY_MS = 5_000;

export function mount(container, context) {
  const mine = context.session.user.id;
  let rows = [];
  let asked = 0;
  let live = null;

  async function load(signal = context.signal) {
    asked = Date.now();
    const page = await api.get(api.url('/api/operations', { user_id: mine, limit: SHOWN }), { signal });
    const before = new Map(rows.map((row) => [row.id, row.bucket]));
    rows = page.items.map(fromOperation);
    const ended = rows.filter((row) => isTerminal(row.bucket) && isActive(before.get(row.id)));
    ended.forEach((row) => announce(`${nameOf(row)}: ${statusWord(row.bucket)}`));
    if (ended.length) document.dispatchEvent(new CustomEvent('waybill:ended'));
    paint();
    const hints = page.items.map((item) => item.poll_after_ms).filter((hint) => hint !== null);
    return hints.length ? Math.min(...hints) : null;
  }

  async function again() {
    try {
      await load();
      live?.check();
    } catch (problem) {
      if (!(problem instanceof api.Problem) && !api.aborted(problem)) throw problem;
    }
  }

  const onFocus = () => { if (!document.hidden && Date.now() - asked > FOCUS_AT_MOST_EVERY_MS) again(); };

  function view() {
    const active = rows.filter((row) => isActive(row.bucket)).length;
    return html`<button type="button" class="plain tray-button" popovertarget="tray"
        aria-label=${active ? `My operations, ${active} active` : 'My operations'} title="My operations"
        @click=${(event) => place(event.currentTarget, 'tray')}>
        ${icon('tray')}<span class="tray-count" ?data-active=${active > 0}>${active || ''}</span></button>
      <div popover id="tray" class="tray" role="dialog" aria-label="My operations" @toggle=${(event) => event.newState === 'open' && again()}>
        <h2>My operations</h2>
        ${rows.length ? html`<ul class="tray-list">${repeat(rows, (row) => row.id, line)}</ul>`
          : html`<p class="muted">You have started nothing yet.</p>`}
        <a class="button plain" href="/?user=me" @click=${hide}>All of mine</a>
      </div>`;
  }

  function line(row) {
    return html`<li>
      <div class="row">${chip(row.bucket)}<a class="quiet strong grow clip" href=${`/operations/${row.id}`} title=${nameOf(row)} @click=${hide}>${nameOf(row)}</a>
        ${canCancel(row) && context.can('operator') ? html`<button type="button" class="link" aria-label=${`Cancel ${nameOf(row)}…`}
          @click=${() => cancel(row)}>Cancel…</button>` : nothing}</div>
      ${row.bucket === 'running' ? progressBar(part(row.percent, false), { label: `Progress of ${nameOf(row)}` }) : nothing}
      <p class="muted small clip">${row.bucket === 'running' ? progressText(row.processed, row.total) || row.step
        : html`${row.failed ? `${plural(row.failed, 'item')} failed · ` : ''}${moment(row.finishedAt ?? row.createdAt)}`}</p>
    </li>`;
  }

  async function cancel(row) {
    hide();
    if (await actOnOne('cancel', row)) again();
  }

  const hide = () => container.querySelector('[popover]').hidePopover();
  const paint = () => render(view(), container);

  paint();
  addEventListener('focus', onFocus);
  document.addEventListener('waybill:submitted', again);
  load().catch(() => {}).finally(() => {
    if (context.signal.aborted) return;
    live = follow({ poll: load, active: () => rows.some((row) => isActive(row.bucket)), tells: false });
  });
  return () => {
    removeEventListener('focus', onFocus);
    document.removeEventListener('waybill:submitted', again);
    live?.close();
  };
}
