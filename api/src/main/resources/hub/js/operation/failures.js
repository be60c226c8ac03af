// What failed, by its reason: how many, samples, retry of that group, and the rows as a file to correct.
import { html, nothing } from '../lib/lit.js';
import { icon } from '../ui/icons.js';
import { empty } from '../ui/states.js';
import { count, plural, words } from '../ui/text.js';

const SAMPLES = 3;

/** [{code, number, samples, exact}], the largest first. Numbers are exact where the job counted them itself. */
export function failureGroups({ process, operation }) {
  const counted = process.summary?.failed_by_code ?? {};
  const groups = new Map(Object.entries(counted).map(([code, number]) => [code, { code, number: Number(number), samples: [], exact: true }]));
  for (const failure of operation.failure_summary ?? []) {
    // the run's own reason says no more than its items do
    if (failure.type === 'skipped' || (!failure.item_id && process.failed_items > 0)) continue;
    const code = failure.reason_code ?? 'unknown';
    if (!groups.has(code)) groups.set(code, { code, number: 0, samples: [], exact: false });
    const group = groups.get(code);
    if (!group.exact) group.number++;
    if (group.samples.length < SAMPLES) group.samples.push(failure);
  }
  const told = [...groups.values()].reduce((sum, group) => sum + group.number, 0);
  const partial = told < process.failed_items;
  return [...groups.values()].map((group) => ({ ...group, more: partial && !group.exact })).sort((a, b) => b.number - a.number);
}

/** The tab. retryGroup(code) is left out for those who may not, or when nothing can be repeated; why says so. */
export function failureTab(data, { retryGroup, retryAll, why }) {
  const groups = failureGroups(data);
  const { process } = data;
  if (!groups.length) return empty('Nothing has failed.');
  return html`<section class="card" aria-label="Failures by reason">
    <div class="page-head"><h2>Failures by reason</h2>
      ${process.failed_items ? html`<a class="button" href=${`/operations/${process.id}?tab=items&item_status=error`}>Show the items</a>
        <a class="button" href=${`/api/processes/${process.id}/items.csv?status=error`} download>${icon('download')}Failed rows as CSV</a>` : nothing}
      ${retryAll ? html`<button type="button" @click=${retryAll}>Retry all ${count(process.failed_items)}</button>` : nothing}
    </div>
    ${why ? html`<p class="muted">${why}</p>` : nothing}
    <ul class="groups">${groups.map((group) => html`<li>
      <div class="row"><h3 class="grow"><span class="failed-dot" data-status="failed">${icon('failed')}</span>${words(group.code)} <code class="muted">${group.code}</code></h3>
        <span class="strong">${plural(group.number, 'item')}${group.more ? ' or more' : ''}</span>
        ${retryGroup ? html`<button type="button" aria-label=${`Retry ${words(group.code)}`} @click=${() => retryGroup(group)}>Retry these</button>` : nothing}</div>
      <ul class="samples muted">${group.samples.map((one) => html`<li>${one.item_id ? html`<span class="mono">${one.item_id}</span> · ` : nothing}${one.reason}</li>`)}</ul>
    </li>`)}</ul>
  </section>`;
}

/** The same, short, beside the timeline. */
export function failureCard(data) {
  const groups = failureGroups(data);
  if (!groups.length) return nothing;
  return html`<section class="card" aria-label="Failures by reason">
    <h2>Failures by reason</h2>
    <ul class="failure-list">${groups.slice(0, 6).map((group) => html`<li><a class="quiet clip" href=${`/operations/${data.process.id}?tab=failures`}>${words(group.code)}</a>
      <span class="strong">${count(group.number)}${group.more ? '+' : ''}</span></li>`)}</ul>
  </section>`;
}
