// Beside the timeline and in the tabs: where it leads, what it was given, what came of it, what it cost.
import { shown } from '../lib/api.js';
import { html, nothing } from '../lib/lit.js';
import { can } from '../lib/session.js';
import { copyButton } from '../ui/copy.js';
import { json } from '../ui/diff.js';
import { icon } from '../ui/icons.js';
import { empty } from '../ui/states.js';
import { count, money, words } from '../ui/text.js';
import { isEnrichment } from './head.js';

const PAGES = [
  [/^\/api\/operations\/(\d+)$/, (id) => `/operations/${id}`],
  [/^\/api\/processes\/(\d+)$/, (id) => `/operations/${id}`],
  [/^\/api\/ai-location-imports\/(\d+)$/, (id) => `/locations/${id}`],
  [/^\/api\/enrichments\/(\d+)$/, (id) => `/enrichment/${id}`],
  [/^\/api\/review-packs\/(\d+)/, () => '/packs'],
  [/^\/api\/findings\/(\d+)$/, (id) => `/drift/${id}`],
  [/^\/api\/findings\?(.*)$/, (query) => `/drift?${query}`],
];

/** The page of the hub that shows what a path of the API names; null when there is none. */
export function pageOf(href) {
  for (const [pattern, page] of PAGES) {
    const found = pattern.exec(href);
    if (found) return page(found[1]);
  }
  return null;
}

export function linkCard({ process, operation }) {
  const links = [];
  const add = (word, href) => links.push(html`<li><a href=${href}>${word}</a></li>`);
  for (const artifact of operation.links.artifacts ?? []) {
    const page = pageOf(artifact.href);
    if (page) add(`${words(artifact.type)}${artifact.id ? ` #${artifact.id}` : ''}`, page);
  }
  if (isEnrichment(process)) add('Suggestions', `/enrichment/${process.id}`);
  if (process.retry_of) add(`Retry of #${process.retry_of}`, `/operations/${process.retry_of}`);
  if (process.undo_id) add(`Undone by #${process.undo_id}`, `/operations/${process.undo_id}`);
  if (process.parent_id) add(`Started by #${process.parent_id}`, `/operations/${process.parent_id}`);
  const dashboard = document.documentElement.dataset.dashboard;
  if (dashboard && process.job_id && can('admin')) {
    links.push(html`<li><a href=${`${dashboard.replace(/\/$/, '')}/dashboard/jobs/${process.job_id}`} target="_blank" rel="noopener noreferrer">Job in JobRunr’s dashboard ${icon('external')}</a></li>`);
  }
  return links.length ? html`<section class="card" aria-label="Where it leads"><h2>Where it leads</h2><ul class="links">${links}</ul></section>` : nothing;
}

/** Money and tokens, where the job counted any. */
export function costCard({ process }) {
  const summary = process.summary ?? {};
  if (summary.cost_usd === undefined) return nothing;
  const facts = [['Cost', money(Number(shown(summary.cost_usd)) * 1e6)]];
  if (summary.budget_usd !== undefined && summary.budget_usd !== null) facts.push(['Budget', money(Number(shown(summary.budget_usd)) * 1e6)]);
  if (summary.calls !== undefined) facts.push(['Calls', count(Number(summary.calls))]);
  if (summary.total_tokens !== undefined) facts.push(['Tokens', count(Number(summary.total_tokens))]);
  if (summary.model) facts.push(['Model', summary.model]);
  return html`<section class="card" aria-label="Cost"><h2>Cost</h2><dl class="facts">${facts.map(fact)}</dl></section>`;
}

const fact = ([word, value]) => html`<dt>${word}</dt><dd>${value}</dd>`;

export function inputTab({ process }) {
  const settings = [
    ['Queue', process.queue], ['Priority', process.priority], ['Attempts', process.max_attempts],
    ['Not before', process.run_at], ['Time limit', process.timeout_seconds && `${count(process.timeout_seconds)} s`],
    ['Idempotency key', process.idempotency_key], ['Concurrency key', process.concurrency_key],
  ].filter(([, value]) => value !== null && value !== undefined && value !== '');
  return html`<div class="stack">
    ${payload('Input', process.input_payload, 'What was asked for is no longer kept, or there was nothing to say.')}
    <section class="card" aria-label="Settings"><h2>Settings</h2><dl class="facts">${settings.map(fact)}</dl></section>
    ${process.item_ids ? payload('Scope', process.item_ids) : nothing}
    ${process.context ? payload('Context', process.context) : nothing}
    ${process.metadata ? payload('Metadata', process.metadata) : nothing}
  </div>`;
}

export function resultTab({ process }) {
  if (!process.summary) return empty(process.finished_at ? 'It left no result.' : 'The result comes when it has ended.');
  const plain = Object.entries(process.summary).filter(([, value]) => value === null || typeof value !== 'object' || JSON.isRawJSON?.(value));
  return html`<div class="stack">
    ${plain.length ? html`<section class="card" aria-label="Result"><h2>Result</h2><dl class="facts">${plain.map(([name, value]) => fact([words(name), shown(value) || '–']))}</dl></section>` : nothing}
    ${payload('As JSON', process.summary)}
  </div>`;
}

function payload(name, content, otherwise) {
  return html`<section class="card" aria-label=${name}><div class="row"><h2 class="grow">${name}</h2>
    ${content ? copyButton(shown(content), name.toLowerCase(), 'Copy') : nothing}</div>
    ${content ? json(content, name) : html`<p class="muted">${otherwise}</p>`}</section>`;
}
