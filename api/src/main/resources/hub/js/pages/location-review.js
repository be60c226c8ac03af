// A batch of drafts: watched while the model writes them, decided on one by one, imported together.
import { del, newKey, patch, post } from '../lib/api.js';
import { html, nothing, render, repeat } from '../lib/lit.js';
import { draftCard } from '../locations/card.js';
import { batchData } from '../locations/data.js';
import { editDraft } from '../locations/edit.js';
import { draftMap } from '../locations/map.js';
import { batchChip, batchName, draftName, isGenerating, isImporting, isOpen } from '../locations/words.js';
import { cardKeys, focusCard, focusNext, orSay } from '../review/cards.js';
import { confirm } from '../ui/dialog.js';
import { part, progressBar } from '../ui/progress.js';
import { empty, failed, skeleton } from '../ui/states.js';
import { tabs } from '../ui/table.js';
import { count, plural, words } from '../ui/text.js';
import { moment } from '../ui/time.js';
import { toast } from '../ui/toast.js';

export const title = 'Review of locations';

const AT_ONCE = 4;
const SHOWN = [
  ['', 'All', () => true],
  ['open', 'To review', (item) => item.status === 'pending_review'],
  ['errors', 'With errors', (item) => item.validation_errors.length > 0 || item.status === 'failed'],
  ['approved', 'Approved', (item) => item.status === 'approved'],
  ['rejected', 'Rejected', (item) => item.status === 'rejected'],
  ['imported', 'Imported', (item) => item.status === 'imported'],
];

export function mount(container, route, context) {
  const { signal } = context;
  const id = route.params.batch;
  const acts = context.can('operator');
  let show = '';
  let kept = new Set();
  let chosen = null;
  let approving = null;

  const source = batchData({ id, signal, changed: paint });
  const { data } = source;
  const matches = () => SHOWN.find(([value]) => value === show)[2];
  const path = (item) => `/api/ai-location-imports/${id}/items/${item.id}`;
  const byId = (key) => data.items.find((item) => String(item.id) === String(key));

  function paint() {
    if (data.batch) context.setTitle(`${batchName(data.batch)}, locations`);
    // what was shown under a filter stays where it is until another one is chosen
    data.items.filter(matches()).forEach((item) => kept.add(item.id));
    render(view(), container);
  }

  function update(next) {
    const wanted = next.query.get('show') ?? '';
    show = SHOWN.some(([value]) => value === wanted) ? wanted : '';
    kept = new Set();
    paint();
  }

  // ---- decisions

  const decide = (item, status) => orSay(async () => {
    const answer = await patch(path(item), { status }, { ifMatch: String(item.version) });
    source.decided(answer);
    return answer.item;
  }, source.load);

  async function decided(item, status, word) {
    focusNext(container, item.id);
    const done = await decide(item, status);
    if (done) toast(`${word} ${draftName(item)}`, { undo: () => decide(byId(item.id), 'pending_review') });
  }

  const act = {
    approve: (item) => decided(item, 'approved', 'Approved'),
    reject: (item) => decided(item, 'rejected', 'Rejected'),
    takeBack: (item) => decide(item, 'pending_review'),
    // behind the dialog nothing moves: what was saved shows when it closes
    edit: async (item) => {
      let answer = null;
      await editDraft(item, (latest) => { answer = latest; });
      if (answer) source.decided(answer);
    },
  };
  const byKey = (name, fits) => (key) => {
    const item = byId(key);
    if (item && isOpen(data.batch) && fits(item)) act[name](item);
  };
  const undecided = (item) => ['pending_review', 'failed'].includes(item.status);

  const approvable = () => data.items.filter((item) => item.status === 'pending_review' && !item.validation_errors.length);

  async function approveAll() {
    if (approving) return;
    const wanted = approvable();
    approving = { done: 0, of: wanted.length };
    const done = [];
    paint();
    await inTurns(wanted, async (item) => {
      const after = await decide(item, 'approved');
      if (after) done.push(after.id);
      approving.done++;
      paint();
    });
    approving = null;
    paint();
    toast(`Approved ${plural(done.length, 'draft')}`, { undo: () => inTurns(done.map(byId), (item) => decide(item, 'pending_review')) });
  }

  async function importAll() {
    const ready = data.items.filter((item) => item.status === 'approved').length;
    const valid = approvable().length;
    const left = data.items.filter((item) => item.status === 'pending_review' && item.validation_errors.length).length;
    const key = newKey();
    const done = await confirm({
      title: `Import ${plural(ready + valid, 'location')}`,
      body: html`<p>${valid ? `${plural(ready, 'approved draft')} and ${plural(valid, 'valid one')} that nobody has decided on` : plural(ready, 'approved draft')}
        become${ready + valid === 1 ? 's' : ''} locations. ${left ? `${plural(left, 'draft')} with errors ${left === 1 ? 'stays' : 'stay'} here.` : ''}</p>`,
      verb: 'Import', keep: 'Back', danger: false,
      act: () => post(`/api/ai-location-imports/${id}/import`, null, { key, headers: { Prefer: 'respond-async' } }),
    });
    if (!done) return;
    context.watched?.();
    await source.load();
  }

  async function discard() {
    const done = await confirm({
      title: `Discard ${batchName(data.batch)}`,
      body: html`<p>${plural(data.items.length, 'draft')} ${data.items.length === 1 ? 'is' : 'are'} given up. Locations that were imported stay.</p>`,
      verb: 'Discard drafts', keep: 'Keep them', act: () => del(`/api/ai-location-imports/${id}`),
    });
    if (done) await source.load();
  }

  // ---- what is shown

  function view() {
    if (data.problem) return failed('The batch', data.problem, source.load);
    if (!data.batch) return skeleton(8);
    const { batch } = data;
    return html`<p class="crumbs"><a href="/locations">Locations</a> / ${batchName(batch)}</p>
      <div class="page-head"><div><h1>${batchName(batch)}</h1>
        <p class="muted">${[`${plural(batch.location_count, 'location')} asked for`, batch.model_name].filter(Boolean).join(' · ')} · ${moment(batch.created_at)} ·
          ${batch.process ? html`<a href=${`/operations/${batch.process.id}`}>Process ${batch.process.id}</a>` : nothing}</p></div>
        ${batchChip(batch)}</div>
      ${work(batch)}
      <div class="columns review-columns">
        <section aria-label="Drafts">${list(batch)}</section>
        <aside class="stack review-side">
          <section class="card" aria-labelledby="map-title"><h2 id="map-title">Where they are</h2>${draftMap(data.items, chosen, pick)}</section>
          <section class="card" aria-labelledby="answers-title"><h2 id="answers-title">Asked for</h2>${answers(batch.source_answers)}</section>
        </aside>
      </div>`;
  }

  function pick(item) {
    chosen = item.id;
    const card = container.querySelector(`[data-card="${item.id}"]`);
    if (!card) context.setQuery({ show: null });
    paint();
    focusCard(container.querySelector(`[data-card="${item.id}"]`));
  }

  function work(batch) {
    if (isGenerating(batch) || isImporting(batch)) {
      const process = data.process ?? batch.import_process ?? batch.process;
      return html`<div class="card review-work" role="group" aria-label="Progress">
        <p>${isImporting(batch) ? 'Importing' : 'The model is writing drafts'}${process.current_step ? html`: <span class="muted">${process.current_step}</span>` : '…'}</p>
        ${progressBar(part(process.progress_percent, false), { status: process.operator_status })}</div>`;
    }
    if (batch.process?.operator_status === 'failed') {
      return html`<p class="note review-work" data-status="failed">${batch.process.error_message} <a href=${`/operations/${batch.process.id}`}>See what happened, or retry</a></p>`;
    }
    if (!isOpen(batch)) return html`<p class="note review-work">${batch.status === 'imported' ? `${plural(batch.imported_items, 'location')} imported.` : 'This batch was given up.'}</p>`;
    return html`<div class="card review-work row">
      <p class="grow">${sentence(batch)}</p>
      ${acts ? html`
        <button type="button" @click=${discard}>Discard…</button>
        ${approving || approvable().length ? html`<button type="button" aria-busy=${approving ? 'true' : nothing} @click=${approveAll}>${approving ? `Approving ${count(approving.done)} of ${count(approving.of)}` : `Approve all ${count(approvable().length)} valid`}</button>` : nothing}
        <button type="button" class="primary" @click=${importAll}>Import…</button>` : nothing}
    </div>`;
  }

  function sentence(batch) {
    const open = data.items.filter((item) => item.status === 'pending_review').length;
    const wrong = data.items.filter((item) => item.validation_errors.length).length;
    return `${count(open)} to review, ${count(batch.approved_items)} approved, ${count(batch.rejected_items)} rejected${wrong ? `, ${count(wrong)} with errors` : ''}`;
  }

  function list(batch) {
    if (!data.items.length) return isGenerating(batch) ? skeleton(6) : empty('This batch has no drafts.');
    const shown = data.items.filter((item) => kept.has(item.id));
    const common = commonWarnings(data.items);
    return html`${tabs(SHOWN.map(([value, word, fits]) => [word, value ? `?show=${value}` : `/locations/${id}`, value === show, count(data.items.filter(fits).length)]), 'Drafts')}
      ${common.length ? html`<p class="note common-warnings" data-status="partial">All of them: ${common.join('. ')}</p>` : nothing}
      ${shown.length ? html`<ul class="review-list">${repeat(shown, (item) => item.id, (item) => draftCard(item, {
        open: isOpen(batch), common, gone: !matches()(item), act: acts ? act : null, chosen: item.id === chosen,
      }))}</ul>` : empty('No draft is like that.', html`<a class="button" href=${`/locations/${id}`}>Show all</a>`)}`;
  }

  update(route);
  source.load();
  const keysOver = cardKeys(container, acts ? {
    approve: byKey('approve', undecided), reject: byKey('reject', undecided), edit: byKey('edit', (item) => item.status !== 'imported'),
    takeBack: byKey('takeBack', (item) => ['approved', 'rejected'].includes(item.status)),
  } : {});
  return {
    update,
    unmount() {
      keysOver();
      source.close();
    },
  };
}

function answers(given) {
  const entries = Object.entries(given ?? {});
  return html`<dl class="facts">${entries.map(([name, value]) => html`<dt>${words(name)}</dt><dd>${typeof value === 'object' ? JSON.stringify(value) : value}</dd>`)}</dl>`;
}

/** What is said of every draft is said once. */
function commonWarnings(items) {
  return items.length > 1 ? items[0].warnings.filter((one) => items.every((item) => item.warnings.includes(one))) : [];
}

async function inTurns(items, work) {
  const queue = [...items];
  await Promise.all(Array.from({ length: AT_ONCE }, async () => {
    while (queue.length) await work(queue.shift());
  }));
}
