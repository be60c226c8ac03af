// The review of an enrichment: what stands there, what a model suggests, and a person who decides.
import { Problem, aborted, get, patch, post, url } from '../lib/api.js';
import { html, live, nothing, render, repeat } from '../lib/lit.js';
import { suggestionCard } from '../enrichment/card.js';
import { editSuggestion } from '../enrichment/edit.js';
import { STATUSES, itemName } from '../enrichment/words.js';
import { cardKeys, focusNext, orSay } from '../review/cards.js';
import { oneAtATime, watchProcess } from '../review/watch.js';
import { confirm } from '../ui/dialog.js';
import { part, progressBar } from '../ui/progress.js';
import { empty, failed, skeleton } from '../ui/states.js';
import { chip, isActive } from '../ui/status.js';
import { pager, tabs } from '../ui/table.js';
import { count, money, plural } from '../ui/text.js';
import { toast } from '../ui/toast.js';

export const title = 'Review of suggestions';

const PAGE = 50;
const CONFIDENCES = [['', 'Any confidence'], ['high', 'High'], ['medium', 'Medium'], ['low', 'Low']];
const before = new Map();

export function mount(container, route, context) {
  const { signal } = context;
  const id = route.params.process;
  const acts = context.can('operator');
  const state = { process: null, review: null, items: null, next: null, status: '', confidence: '', cursor: null, problem: null };
  let unwatch = () => {};

  const paint = () => render(view(), container);
  const here = (changes) => url(`/enrichment/${id}`, { status: state.status, confidence: state.confidence, cursor: null, ...changes });
  const isOpen = () => state.process.status === 'waiting_review';
  const openItems = () => state.review.items.pending_review ?? 0;
  const byId = (key) => state.items.find((item) => String(item.id) === String(key));

  async function load() {
    try {
      await read();
      unwatch();
      if (isActive(state.process.operator_status)) unwatch = watchProcess(state.process, moved);
    } catch (problem) {
      if (aborted(problem)) return;
      if (!(problem instanceof Problem)) throw problem;
      state.problem = problem;
      paint();
    }
  }

  const read = oneAtATime(async () => {
    // the process first: what is read after it is never older than its status
    const process = await get(`/api/processes/${id}`, { signal });
    const [review, page] = await Promise.all([
      get(`/api/enrichments/${id}`, { signal }),
      get(url(`/api/enrichments/${id}/items`, { status: state.status, confidence: state.confidence, cursor: state.cursor, limit: PAGE }), { signal }),
    ]);
    Object.assign(state, { process, review, items: page.items, next: page.next, problem: null });
    if (page.next) before.set(page.next, state.cursor);
    context.setTitle(`${process.name || `Enrichment ${id}`}, suggestions`);
    paint();
  });

  function moved(process) {
    if (!isActive(process.operator_status)) return void read();
    state.process = process;
    paint();
  }

  function update(next) {
    for (const name of ['status', 'confidence', 'cursor']) state[name] = next.query.get(name);
    state.items = state.review ? state.items : null;
    load();
  }

  // ---- decisions

  async function send(item, body) {
    const answer = await patch(`/api/enrichments/${id}/items/${item.id}`, body, { ifMatch: String(item.version) });
    state.items = state.items.map((one) => (one.id === item.id ? answer.item : one));
    state.review = answer.enrichment;
    paint();
    if (state.review.status !== 'waiting_review') await load();
    return answer.item;
  }

  /** The decision that leaves none open writes everything and cannot be taken back: it asks first. */
  function ending(item, status) {
    return item.status === 'pending_review' && status !== 'pending_review' && openItems() === 1;
  }

  function askToEnd(approved, act) {
    return confirm({
      title: 'End the review', danger: false, verb: approved ? `Write ${plural(approved, 'record')}` : 'End without writing', keep: 'Back',
      body: html`<p>This is the last one that is open. ${approved ? `${plural(approved, 'approved suggestion')} will be written` : 'Nothing is approved: nothing will be written'}, and the review ends.</p>`,
      act,
    });
  }

  async function decide(item, status, word) {
    const approved = (state.review.items.approved ?? 0) + (status === 'approved' ? 1 : 0);
    if (ending(item, status)) return askToEnd(approved, () => send(item, { status }));
    focusNext(container, item.id);
    const done = await orSay(() => send(item, { status }), load);
    if (done && word) toast(`${word} ${itemName(item)}`, { undo: () => decide(byId(item.id), 'pending_review') });
    return done;
  }

  async function edit(item) {
    const done = await editSuggestion(item, async (body) => {
      if (!body.status || !ending(item, body.status)) return send(item, body);
      const saved = await send(item, { user_state: body.user_state });
      setTimeout(() => decide(saved, body.status, 'Approved'));
      return saved;
    });
    if (done) toast(`Saved ${itemName(item)}`);
  }

  const act = {
    approve: (item) => decide(item, 'approved', 'Approved'),
    reject: (item) => decide(item, 'rejected', 'Rejected'),
    takeBack: (item) => decide(item, 'pending_review'),
    edit,
  };
  const byKey = (name, fits) => (key) => {
    const item = byId(key);
    if (item && isOpen() && fits.includes(item.status)) act[name](item);
  };

  async function approveAbove(confidence) {
    const path = url(`/api/enrichments/${id}/approve-all`, { min_confidence: confidence });
    const done = await confirm({
      title: `Approve what is of ${confidence} confidence${confidence === 'high' ? '' : ' or higher'}`, danger: false, verb: 'Approve', keep: 'Back',
      body: html`<p>Of the ${plural(openItems(), 'open suggestion')}. When none is left open, everything approved is written and the review ends; until then each can be taken back.</p>`,
      act: () => post(path, null),
    });
    if (!done) return;
    toast(`Approved ${plural(done.approved, 'suggestion')}`);
    await load();
  }

  async function finish() {
    const { approved = 0 } = state.review.items;
    const done = await confirm({
      title: 'Finish the review', danger: !approved, verb: approved ? `Write ${plural(approved, 'record')}` : 'Finish without writing', keep: 'Back', rows: approved,
      body: html`<p>${approved ? `${plural(approved, 'approved suggestion')} ${approved === 1 ? 'is' : 'are'} written.` : 'Nothing is approved, so nothing is written.'}
        ${openItems() ? `${plural(openItems(), 'suggestion')} that nobody decided on ${openItems() === 1 ? 'is' : 'are'} rejected.` : ''}</p>`,
      act: () => post(`/api/enrichments/${id}/apply`, null),
    });
    if (!done) return;
    toast('The review has ended');
    await load();
  }

  // ---- what is shown

  function view() {
    if (state.problem) return failed('The review', state.problem, load);
    if (!state.review) return skeleton(8);
    const name = state.process.name || `Enrichment ${id}`;
    return html`<p class="crumbs"><a href="/">Operations</a> / <a href=${`/operations/${id}`}>#${id}</a> / Suggestions</p>
      <div class="page-head"><div><h1>${name}</h1><p class="muted">${cost()}</p></div>${chip(state.process.operator_status)}</div>
      ${work()}
      ${tabs([['', 'All'], ...STATUSES].filter(([value]) => !value || state.review.items[value] || value === state.status)
        .map(([value, word]) => [word, here({ status: value }), value === (state.status ?? ''), value ? count(state.review.items[value] ?? 0) : '']), 'Suggestions')}
      <div class="filter-line"><label for="confidence">Confidence</label>
        <select id="confidence" .value=${live(state.confidence ?? '')} @change=${(event) => context.setQuery({ confidence: event.target.value, cursor: null })}>
          ${CONFIDENCES.map(([value, word]) => html`<option value=${value} .selected=${value === (state.confidence ?? '')}>${word}</option>`)}</select></div>
      ${list()}`;
  }

  function cost() {
    const { cost_usd: dollars, budget_usd: budget, calls } = state.review.spending;
    return `${plural(calls, 'call')}, ${money(Math.round(dollars * 1e6))}${budget ? ` of ${money(Math.round(budget * 1e6))}` : ''}`;
  }

  function work() {
    const { process, review } = state;
    if (isActive(process.operator_status)) {
      return html`<div class="card review-work" role="group" aria-label="Progress">
        <p>The model is asked${process.current_step ? html`: <span class="muted">${process.current_step}</span>` : '…'}</p>
        ${progressBar(part(process.progress_percent, false), { status: process.operator_status })}</div>`;
    }
    if (!isOpen()) {
      return html`<p class="note review-work" data-status=${process.operator_status}>${process.operator_status === 'failed' ? process.error_message
        : `The review has ended: ${plural(review.items.applied ?? 0, 'record')} written, ${count(review.items.rejected ?? 0)} rejected.`}</p>`;
    }
    const stopped = review.summary?.stopped;
    return html`<div class="card review-work row">
      <p class="grow">${count(openItems())} to review, ${count(review.items.approved ?? 0)} approved, ${count(review.items.rejected ?? 0)} rejected${stopped ? '. A budget has stopped it: what is here can be written' : ''}</p>
      ${acts ? html`
        <button type="button" @click=${() => approveAbove('high')}>Approve high confidence…</button>
        <button type="button" @click=${() => approveAbove('medium')}>Approve medium or higher…</button>
        <button type="button" class="primary" @click=${finish}>Finish…</button>` : nothing}
    </div>`;
  }

  function list() {
    // what comes while the model is asked would push down what stands below
    if (!state.items || isActive(state.process.operator_status)) return skeleton(6);
    if (!state.items.length) {
      return state.status || state.confidence ? empty('No suggestion is like that.', html`<a class="button" href=${`/enrichment/${id}`}>Show all</a>`)
        : empty('There are no suggestions.');
    }
    const matches = (item) => !state.status || item.status === state.status;
    return html`<ul class="review-list">${repeat(state.items, (item) => item.id, (item) => suggestionCard(item, { open: isOpen(), gone: !matches(item), act: acts ? act : null }))}</ul>
      ${pager({ newer: state.cursor ? here({ cursor: before.get(state.cursor) }) : null, older: state.next ? here({ cursor: state.next }) : null })}`;
  }

  paint();
  update(route);
  const keysOver = cardKeys(container, acts ? {
    approve: byKey('approve', ['pending_review']), reject: byKey('reject', ['pending_review']),
    edit: byKey('edit', ['pending_review', 'approved', 'rejected']), takeBack: byKey('takeBack', ['approved', 'rejected']),
  } : {});
  return {
    update,
    unmount() {
      keysOver();
      unwatch();
    },
  };
}
