// The head of the process page: what it is, what can be done, and how far it has come.
import { now } from '../lib/api.js';
import { html, nothing } from '../lib/lit.js';
import { can, session } from '../lib/session.js';
import { labelOf } from '../data/types.js';
import { nameOf, retryOf, typeOf } from '../operations/row.js';
import { nameOf as controlName } from '../queues/controls.js';
import { copyButton } from '../ui/copy.js';
import { part, progressBar, progressText } from '../ui/progress.js';
import { chip, isTerminal, statusSentence } from '../ui/status.js';
import { menu } from '../ui/table.js';
import { icon } from '../ui/icons.js';
import { count } from '../ui/text.js';
import { duration, moment, running, when } from '../ui/time.js';

/** act(action) does one of the actions; allows(action) says whether the state, the type and the role let it. */
export function head(data, { allows, act }) {
  const { process, operation } = data;
  return html`
    <nav class="crumbs" aria-label="Where this is"><a href="/">Operations</a> / #${process.id}</nav>
    <div class="page-head">
      <div><h1>${nameOf({ name: process.name, type: typeOf(process) })}</h1>
        <p class="muted about">${labelOf(process)}
          · by ${operation.user_name ?? (process.user_id ? `user ${process.user_id}` : 'Waybill')} ${copyButton(process.id, 'id', 'Copy id')} ${moment(process.created_at)}</p></div>
      ${can('operator') ? html`<div class="row">${buttons(data, allows, act)}</div>` : nothing}
    </div>`;
}

function buttons({ process }, allows, act) {
  const reviewed = reviewOf(process);
  const more = [
    allows('undo') ? html`<button type="button" @click=${() => act('undo')}>${icon('undo')}Undo…</button>` : nothing,
    html`<a class="button" href=${`/?type=${labelOf(process)}`}>All of this type</a>`,
  ];
  return html`
    ${allows('decision') && !reviewed ? html`<button type="button" class="primary" @click=${() => act('approve')}>Approve…</button>
      <button type="button" @click=${() => act('reject')}>Reject…</button>` : nothing}
    ${reviewed ? html`<a class="button primary" href=${reviewed}>Review</a>` : nothing}
    ${allows('retry') ? html`<button type="button" class="primary" @click=${() => act('retry')}>Retry</button>` : nothing}
    ${allows('retry-failed-items') ? html`<button type="button" @click=${() => act('retry-failed-items')}>Retry failed items</button>` : nothing}
    ${allows('cancel') ? html`<button type="button" @click=${() => act('cancel')}>Cancel…</button>` : nothing}
    ${menu('operation-more', 'More', icon('more'), more, { className: 'square' })}`;
}

/** Where a person decides, for families that have a page of their own. */
export function reviewOf(process) {
  if (process.status !== 'waiting_review') return null;
  if (process.type === 'ai_location_import_generate' && process.related_id) return `/locations/${process.related_id}`;
  if (isEnrichment(process)) return `/enrichment/${process.id}`;
  return null;
}

export const isEnrichment = (process) => ['ai_enrich', 'ai_generation', 'ai_location_improvement'].includes(process.type);

/** people says who holds something back; null until they are known. */
export function statusCard(data, people) {
  const { process } = data;
  const bucket = process.operator_status;
  const ended = isTerminal(bucket);
  const done = part(process.progress_percent, ended);
  const retry = retryOf(process);
  return html`<section class=${`card status-card ${data.watched ? 'watched' : ''}`} aria-label="Status">
    <div class="status-main">
      <p class="row">${chip(bucket)}<span class="strong">${retry ? `retry ${retry.attempt} of ${retry.of} at ${when(retry.at)}` : headline(process)}</span></p>
      ${progressBar(done ?? still(bucket), { status: bucket })}
      <p class="row"><span>${progressText(process.processed_items, process.total_items)}</span>
        ${process.failed_items ? html`<span class="failed-count">${count(process.failed_items)} failed</span>` : nothing}
        ${process.skipped_items ? html`<span class="muted">${count(process.skipped_items)} skipped</span>` : nothing}</p>
      ${reason(data, people)}
    </div>
    <dl class="figures">${figures(data).map(([word, value]) => html`<div><dt>${word}</dt><dd>${value}</dd></div>`)}</dl>
  </section>`;
}

// where there is no per cent: full when it is done, empty before and after a failure, stripes while it runs
function still(bucket) {
  if (bucket === 'running') return null;
  return ['succeeded', 'partial', 'waiting_review'].includes(bucket) ? 1 : 0;
}

function headline(process) {
  return process.operator_status === 'running' ? process.current_step ?? 'Working' : statusSentence(process.operator_status);
}

function reason({ process, waiting }, people) {
  if (process.operator_status === 'failed' || process.operator_status === 'cancelled') {
    return process.error_message
      ? html`<p class="note" data-status=${process.operator_status}><span>${process.error_message}${process.reason_code ? html` <code>${process.reason_code}</code>` : nothing}</span></p>` : nothing;
  }
  if (process.status === 'pending' && waiting) return html`<p class="note">${icon('pause')}<span>${waitSentence(waiting, people)}</span></p>`;
  return nothing;
}

function waitSentence(waiting, people) {
  const held = waiting.held_by;
  if (waiting.until) return `${{ scheduled: 'Starts', backoff: 'Tries again' }[waiting.reason] ?? 'Put off until'} at ${when(waiting.until)}`;
  if (waiting.reason === 'paused' && held?.paused_at) {
    return `${controlName(held, { session: session.get() })} is paused ${people && held.paused_by ? `by ${people.name(held.paused_by)} ` : ''}since ${when(held.paused_at)}${held.reason ? `: ${held.reason}` : ''}`;
  }
  return waiting.sentence;
}

// of those that count: a retry by a person starts over
function attemptOf({ operator_status: bucket, attempts_spent: spent, attempts, started_at: started }) {
  if (bucket === 'queued' || bucket === 'failed') return Math.min(spent, attempts);
  return started ? spent + 1 : 0;
}

function figures(data) {
  const { process } = data;
  const bucket = process.operator_status;
  const list = [];
  if (bucket === 'running') {
    const began = Date.parse(data.events.findLast((event) => event.type === 'started')?.created_at ?? process.started_at);
    const left = data.eta.sentence(now(), began, process.eta ? Date.parse(process.eta) : null);
    list.push(['Left', left || 'unknown'], ['Running for', running(process.started_at)]);
  } else if (process.started_at) {
    list.push(['Took', duration(Date.parse(process.finished_at ?? process.updated_at) - Date.parse(process.started_at))]);
  }
  if (process.finished_at) list.push(['Ended', moment(process.finished_at)]);
  const attempt = attemptOf(process);
  if (attempt) list.push(['Attempt', `${attempt} of ${process.max_attempts}`]);
  if (process.interruptions) list.push(['Interrupted', count(process.interruptions)]);
  list.push(['Queue', process.queue]);
  if (process.worker_id && bucket === 'running') list.push(['Worker', process.worker_id]);
  return list;
}
