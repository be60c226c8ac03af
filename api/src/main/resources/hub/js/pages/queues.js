// The queues: how full they are, who serves them, what goes through them, and what operators hold back.
import * as api from '../lib/api.js';
import { follow } from '../lib/live.js';
import { html, nothing, render, repeat } from '../lib/lit.js';
import { loadPeople } from '../data/people.js';
import { loadTypes } from '../data/types.js';
import { controlDialog, controlOf, nameOf, pause } from '../queues/controls.js';
import { rate, sparkline } from '../queues/sparkline.js';
import { failed, empty, skeleton } from '../ui/states.js';
import { chip } from '../ui/status.js';
import { capped, count } from '../ui/text.js';
import { duration, exact, when } from '../ui/time.js';

export const title = 'Queues';

const EVERY_MS = 5_000;
const FRESH_MS = 1_000;
const THROUGHPUT_EVERY_MS = 15_000;
const CAP = 10_000;

const since = (iso) => html`<time datetime=${iso} title=${exact(iso)}>${when(iso)}</time>`;

export function mount(container, route, context) {
  const state = { queues: null, held: null, throughput: null, problem: null };
  let people = null;
  let types = [];
  let throughputAt = 0;
  let loadedAt = 0;
  let live = null;
  const paint = () => render(view(), container);

  async function load(signal = context.signal) {
    const [queues, held] = await Promise.all([
      api.get('/api/queues', { signal }),
      api.send('GET', '/api/queues/controls', { signal }),
    ]);
    if (Date.now() - throughputAt >= THROUGHPUT_EVERY_MS - EVERY_MS / 2) {
      state.throughput = await api.get('/api/queues/throughput', { signal });
      throughputAt = Date.now();
    }
    people ??= await loadPeople(context);
    Object.assign(state, { queues: queues.items, held: heldOf(held), problem: null });
    loadedAt = Date.now();
    paint();
    return EVERY_MS;
  }

  // what was loaded just now, after an action or as the page opened, is not asked for twice
  const poll = (signal) => (Date.now() - loadedAt < FRESH_MS ? EVERY_MS : load(signal));

  const heldOf = ({ body, etag }) => ({ items: body.items, settable: body.settable, etag });

  // the queues repeat what holds them: they are asked for anew
  async function took(answer) {
    if (answer) state.held = heldOf(answer);
    await again();
  }

  async function again() {
    try {
      await load();
    } catch (problem) {
      if (api.aborted(problem)) return;
      if (!(problem instanceof api.Problem)) throw problem;
      if (!state.queues) state.problem = problem;
      paint();
    }
  }

  const settable = (scope) => state.held.settable.includes(scope);

  async function edit(control) {
    const options = { queues: state.queues.map((queue) => queue.queue), types };
    const answer = await controlDialog(control, { held: state.held, options, context });
    if (answer) await took(answer);
  }

  function view() {
    const { queues, held, problem } = state;
    return html`
      <div class="page-head"><h1>Queues</h1>
        ${held?.settable.length ? html`<button type="button" @click=${() => edit(null)}>Hold something back…</button>` : nothing}</div>
      ${problem ? failed('The queues', problem, again) : queues ? html`<div class="stack">${everything()}${table(queues)}${heldBack()}</div>` : skeleton(6)}`;
  }

  function everything() {
    const control = state.held.items.find((one) => one.scope === 'everything' && one.paused);
    return control ? html`<p class="note" data-status="partial">Everything is paused ${by(control)}. What runs goes on; nothing more is started.</p>` : nothing;
  }

  const by = (control) => html`since ${since(control.paused_at)}${control.paused_by ? html` by ${people.name(control.paused_by)}` : nothing}${control.reason ? html`: ${control.reason}` : nothing}`;

  function table(queues) {
    if (!queues.length) return empty('No queues: no job type is known here.');
    return html`<table class="table cards queues">
      <caption class="visually-hidden">Queues</caption>
      <colgroup><col class="queue-column"><col><col class="amount-column"><col class="amount-column"><col class="amount-column"><col class="wait-column"><col class="amount-column"><col class="line-column"><col class="action-column"></colgroup>
      <thead><tr><th scope="col">Queue</th><th scope="col">State</th><th scope="col" class="number">Ready</th><th scope="col" class="number">Waiting</th><th scope="col" class="number">Running</th>
        <th scope="col" class="number">Oldest wait</th><th scope="col" class="number">Workers</th><th scope="col">Ended, 15 min</th><th scope="col"><span class="visually-hidden">Actions</span></th></tr></thead>
      <tbody>${repeat(queues, (queue) => queue.queue, line)}</tbody></table>`;
  }

  function line(queue) {
    const own = controlOf(state.held.items, 'queue', queue.queue);
    return html`<tr>
      <th scope="row" class="queue-name">${queue.queue}</th>
      <td data-label="State"><span class="two-lines">${stateOf(queue)}</span></td>
      <td data-label="Ready" class="number" title="Could start now">${capped(queue.ready, CAP)}</td>
      <td data-label="Waiting" class="number" title="Waits for a time, for children, or for a slot of its key">${capped(queue.waiting, CAP)}</td>
      <td data-label="Running" class="number">${count(queue.running)}</td>
      <td data-label="Oldest wait" class="number">${queue.oldest_wait_seconds === null ? html`<span class="muted">none</span>` : duration(queue.oldest_wait_seconds * 1000)}</td>
      <td data-label="Workers" class="number">${count(queue.workers)}</td>
      <td data-label="Ended">${ended(queue)}</td>
      <td class="queue-actions">${settable('queue') ? actions(own) : nothing}</td></tr>`;
  }

  function stateOf(queue) {
    const paused = queue.controls.find((one) => one.paused);
    const limit = queue.controls.map((one) => one.max_running).filter((most) => most !== null);
    const most = limit.length ? `at most ${count(Math.min(...limit))} at a time` : '';
    if (paused) return html`<span>${chip('partial', 'Paused')}</span><span class="muted small">${paused.scope === 'everything' ? 'everything is' : by(paused)}${most ? ` · ${most}` : ''}</span>`;
    if (!queue.workers && (queue.ready || queue.waiting)) return html`<span>${chip('failed', 'No worker')}</span><span class="muted small">no worker that lives serves it</span>`;
    if (queue.running || queue.ready) return html`<span>${chip('running', 'Working')}</span><span class="muted small">${most || nothing}</span>`;
    return html`<span>${chip('queued', 'Idle')}</span><span class="muted small">${most || nothing}</span>`;
  }

  function ended(queue) {
    const { throughput } = state;
    if (!throughput) return nothing;
    if (!throughput.all) return html`<span class="muted">too many to count</span>`;
    const values = throughput.items.find((one) => one.queue === queue.queue)?.ended;
    if (!values) return html`<span class="muted">none</span>`;
    return html`<span class="row nowrap">${sparkline(values, throughput.bucket_seconds)}<span class="small">${rate(values, throughput.bucket_seconds)}</span></span>`;
  }

  function actions(control) {
    const name = nameOf(control, context);
    return html`<span class="row end">
      <button type="button" aria-label=${control.paused ? `Resume ${name}` : `Pause ${name}`} @click=${() => pause(control, !control.paused, state.held, context, took)}>${control.paused ? 'Resume' : 'Pause'}</button>
      <button type="button" class="plain" aria-label=${`Limit ${name}…`} @click=${() => edit(control)}>Limit…</button></span>`;
  }

  function heldBack() {
    const { items } = state.held;
    if (!items.length) return nothing;
    return html`<section class="card" aria-labelledby="held"><h2 id="held">Held back</h2>
      <ul class="held-list">${items.map((control) => html`<li>
        <div class="grow"><p class="strong">${nameOf(control, context)}</p>
          <p class="muted small">${[control.paused ? html`Paused ${by(control)}` : nothing,
            control.max_running ? `At most ${count(control.max_running)} at a time${!control.paused && control.reason ? `: ${control.reason}` : ''}` : nothing]
            .filter((one) => one !== nothing).map((one, index) => html`${index ? ' · ' : ''}${one}`)}</p></div>
        ${settable(control.scope) ? actions(control) : nothing}</li>`)}</ul></section>`;
  }

  paint();
  again().then(() => { if (!context.signal.aborted) live = follow({ poll }); });
  loadTypes().then((found) => { types = [...found.keys()].sort(); });
  return () => live?.close();
}
