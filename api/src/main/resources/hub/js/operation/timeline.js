// The timeline to scale, and the log beneath it.
import { html, nothing } from '../lib/lit.js';
import { clock, duration } from '../ui/time.js';
import { plural, words } from '../ui/text.js';
import { axisOf, groupsOf, segmentsOf, ticksOf } from './segments.js';

// as many lines as css/operation.css keeps room for
const ROOM = 8;

/** until is now, or when it ended; watched while it may still grow: then early lines are folded, so that nothing below moves. */
export function timeline(events, until, watched) {
  const segments = segmentsOf(events);
  if (!segments.length) return nothing;
  const axis = axisOf(segments, until);
  const groups = groupsOf(segments);
  const many = groups.filter((group) => group.attempt !== null).length > 1;
  return html`<section class="card timeline" aria-label="Timeline">
    <h2>Where the time went <span class="muted total">${duration(axis.whole)}</span></h2>
    <div class="axis" aria-hidden="true"><span></span><span class="track">${ticksOf(axis).map((tick) => html`
      <i class="tick" .style=${`${position(axis.at(axis.from + tick.at))};--folds:${axis.fold ? 1 : 0}`}><b>${tick.behind ? '+' : ''}${duration(tick.since)}</b></i>`)}</span><span></span></div>
    <ol class="segments">${many
      ? groups.map((group) => (group.attempt === null ? lines(group.segments, axis, until) : attemptGroup(group, axis, until, watched)))
      : lines(segments, axis, until, watched)}</ol>
  </section>`;
}

function lines(segments, axis, until, watched = false) {
  const all = segments.map((one) => line(one, axis, until));
  if (!watched || all.length <= ROOM) return all;
  const early = segments.slice(0, 1 - ROOM);
  return html`<li class="attempt"><details>
      <summary>${plural(early.length, 'earlier line')} <span class="muted">${duration(early.at(-1).to - early[0].from)}</span></summary>
      <ol class="segments">${all.slice(0, 1 - ROOM)}</ol></details></li>
    ${all.slice(1 - ROOM)}`;
}

function attemptGroup(group, axis, until, watched) {
  const last = group.segments.at(-1);
  const open = group.failed || last.to === null;
  return html`<li class="attempt"><details ?open=${open}>
    <summary>Attempt ${group.attempt}${group.failed ? ', failed' : ''} <span class="muted">${duration((last.to ?? until) - group.segments[0].from)}</span></summary>
    <ol class="segments">${lines(group.segments, axis, until, watched)}</ol></details></li>`;
}

function line(segment, axis, until) {
  const to = segment.to ?? until;
  const from = axis.at(segment.from);
  const end = axis.at(to);
  const length = duration(to - segment.from);
  const folded = axis.fold && segment.from === axis.fold.from && segment.kind === 'wait';
  return html`<li class="segment">
    <span class="segment-label clip" title=${segment.label}>${segment.label}${segment.kind === 'failed' ? html`<span class="visually-hidden">, failed</span>` : nothing}</span>
    <span class="track" aria-hidden="true"><i class=${`bar ${segment.kind} ${folded ? 'folded' : ''}`}
      .style=${`${position(from)};--length:${end.part - from.part};--length-fold:${end.fold - from.fold};--folds:${axis.fold ? 1 : 0}`}></i></span>
    <span class="number nowrap">${length}${segment.to === null ? ' so far' : ''}<span class="visually-hidden">, from ${clock(new Date(segment.from).toISOString())}</span></span>
  </li>`;
}

const position = ({ part, fold }) => `--part:${part};--fold:${fold}`;

/** The log: time, how long after the entry before, and what happened. more loads the next entries. */
export function eventLog(events, more) {
  const shown = events.filter((event) => event.type !== 'progress');
  const hidden = events.length - shown.length;
  return html`<section class="card" aria-label="Events">
    <h2>Events ${hidden ? html`<span class="muted small">without ${hidden} of progress alone</span>` : nothing}</h2>
    <ol class="events">${shown.map((event, index) => html`<li>
      <time class="muted" datetime=${event.created_at} title=${event.created_at}>${clock(event.created_at)}</time>
      <span class="muted number">${index ? `+${duration(Date.parse(event.created_at) - Date.parse(shown[index - 1].created_at))}` : ''}</span>
      <span data-status=${event.type === 'failed' || event.type === 'error' ? 'failed' : nothing} class="event-text">${sentence(event)}</span>
    </li>`)}</ol>
    ${more ? html`<button type="button" @click=${more}>Show later events</button>` : nothing}
  </section>`;
}

const SENTENCES = {
  queued: () => 'Queued',
  started: (event) => `Attempt ${event.attempt} started${event.payload?.worker ? ` on ${event.payload.worker}` : ''}`,
  step: (event) => event.step,
  error: (event) => `Attempt ${event.attempt} failed: ${event.message ?? words(event.payload?.reason_code)}`,
  interrupted: (event) => event.message ?? 'Interrupted',
  deferred: (event) => `Put off: ${event.message ?? words(event.payload?.reason_code)}`,
  waiting_review: () => 'Waits for a person',
  completed: () => 'Completed',
  failed: (event) => `Failed: ${event.message ?? words(event.payload?.reason_code)}`,
  cancelled: (event) => (event.message ? `Cancelled: ${event.message}` : 'Cancelled'),
};

function sentence(event) {
  const text = SENTENCES[event.type]?.(event) ?? event.message ?? words(event.type);
  return event.type === 'queued' && event.message ? `${text}: ${event.message}` : text;
}
