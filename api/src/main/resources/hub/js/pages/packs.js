// Review packs: the card of a tenant, and all packs that there are.
import * as api from '../lib/api.js';
import { html, nothing, render, repeat } from '../lib/lit.js';
import { loadTenants, tenantOptions } from '../data/tenants.js';
import { cardView, packCard } from '../packs/card.js';
import { generateDialog } from '../packs/generate.js';
import { STATUS_WORDS, fileSentence, optionsSentence, packChip } from '../packs/pack.js';
import { icon } from '../ui/icons.js';
import { empty, failed, skeleton } from '../ui/states.js';
import { pager } from '../ui/table.js';
import { plural } from '../ui/text.js';
import { moment } from '../ui/time.js';

export const title = 'Review packs';

const PAGE = 20;
const pagesBefore = new Map();

export function mount(container, route, context) {
  const state = { tenant: '', status: '', cursor: '', rows: null, next: null, problem: null, reserved: false };
  let tenants = null;
  let card = null;
  let turn = 0;
  const paint = () => render(view(), container);
  const hrefWith = (changes) => api.url('/packs', { ...Object.fromEntries(new URLSearchParams(location.search)), cursor: null, ...changes });

  function open(next) {
    const text = (name) => next.query.get(name) ?? '';
    Object.assign(state, { tenant: /^[1-9][0-9]*$/.test(text('tenant_id')) ? text('tenant_id') : '', status: text('status'), cursor: text('cursor') });
    load();
  }

  async function load() {
    const mine = ++turn;
    let next = card;
    try {
      tenants ??= await loadTenants(context.signal);
      const tenant = state.tenant || (tenants.items.length === 1 && !tenants.more ? String(tenants.items[0].id) : '');
      if (tenant) await tenants.need([Number(tenant)]);
      if (mine !== turn) return;
      // the card and the list come together: neither pushes the other down
      if (next?.tenant !== tenant) next = cardOf(tenant);
      const page = await api.get(api.url('/api/review-packs', { tenant_id: state.tenant, status: state.status, cursor: state.cursor, limit: PAGE }), { signal: context.signal });
      await next?.ready;
      if (mine !== turn) return;
      if (card !== next) {
        card?.close();
        card = next;
      }
      if (page.next) pagesBefore.set(page.next, state.cursor);
      Object.assign(state, { rows: page.items, next: page.next, problem: null });
    } catch (problem) {
      if (api.aborted(problem) || mine !== turn) return;
      if (!(problem instanceof api.Problem)) throw problem;
      Object.assign(state, { problem, rows: null });
    } finally {
      if (next !== card) next?.close();
    }
    paint();
  }

  const cardOf = (tenant) => (tenant ? Object.assign(packCard({ tenantId: tenant, context, changed }), { tenant }) : null);

  // the row of the card's pack follows the card, in its place
  function changed(ended) {
    const { pack } = card?.card ?? {};
    const index = state.rows?.findIndex((row) => row.id === pack?.id) ?? -1;
    if (index >= 0) state.rows[index] = pack;
    else if (ended) load();
    paint();
  }

  async function generate() {
    const id = Number(card.tenant);
    // room for what will come, while nobody sees it move
    state.reserved = true;
    paint();
    const pack = await generateDialog({ id, name: tenants.name(id) });
    if (pack) {
      context.watched();
      await Promise.all([card.again(), load()]);
    }
    state.reserved = false;
    paint();
  }

  function view() {
    return html`
      <div class="page-head"><h1>Review packs</h1></div>
      <div class="stack">
        <form class="filters" @submit=${(event) => event.preventDefault()}>
          <select aria-label="Tenant" @change=${(event) => context.setQuery({ tenant_id: event.target.value, cursor: null })}>${tenantOptions(tenants, state.tenant || card?.tenant || '', 'All tenants')}</select>
          <select aria-label="Status" @change=${(event) => context.setQuery({ status: event.target.value, cursor: null })}>
            ${[['', 'Any status'], ...STATUS_WORDS].map(([value, word]) => html`<option value=${value} .selected=${value === state.status}>${word}</option>`)}</select>
          ${state.tenant || state.status ? html`<a class="button plain" href="/packs">Clear filters</a>` : nothing}
        </form>
        ${card ? cardView(card, tenants.name(Number(card.tenant)), { generate, again: card.again, can: context.can, reserved: state.reserved })
          : state.rows && tenants?.items.length ? html`<p class="note">Choose a tenant to see its latest pack and to generate one.</p>` : nothing}
        ${body()}
      </div>`;
  }

  function body() {
    const { rows, problem } = state;
    if (problem) return failed('The packs', problem, load);
    if (!rows) return skeleton(4);
    if (!rows.length) return nothingThere();
    return html`<section aria-labelledby="all-packs"><h2 id="all-packs" class="section-head">${state.tenant ? 'All packs of this tenant' : 'All packs'}</h2>
      <table class="table cards packs">
        <caption class="visually-hidden">Review packs</caption>
        <colgroup><col class="status-column"><col class="tenant-column"><col><col class="time-column"><col class="time-column"><col class="file-column"></colgroup>
        <thead><tr><th scope="col">Status</th><th scope="col">Tenant</th><th scope="col">In it</th><th scope="col">Asked for</th><th scope="col">Expires</th><th scope="col">File</th></tr></thead>
        <tbody>${repeat(rows, (row) => row.id, line)}</tbody></table>
      ${pager({ older: state.next ? hrefWith({ cursor: state.next }) : null, newer: state.cursor ? hrefWith({ cursor: pagesBefore.get(state.cursor) || null }) : null, text: `${plural(rows.length, 'pack')} shown` })}</section>`;
  }

  function line(row) {
    return html`<tr>
      <td>${packChip(row.status)}</td>
      <td data-label="Tenant"><a class="quiet clip" href=${hrefWith({ tenant_id: row.tenant_id })} title=${row.tenant_name}>${row.tenant_name}</a></td>
      <td data-label="In it"><span class="clip" title=${optionsSentence(row.options)}>${optionsSentence(row.options)}</span></td>
      <td data-label="Asked for">${moment(row.created_at)}</td>
      <td data-label="Expires">${row.expires_at ? moment(row.expires_at) : nothing}</td>
      <td data-label="File">${row.status === 'ready' ? html`<a class="row nowrap" href=${row.links.download} download title=${fileSentence(row)} aria-label=${`Download pack ${row.id}`}>${icon('download')}Download</a>`
        : row.operation_run_id ? html`<a href=${`/operations/${row.operation_run_id}`}>Operation #${row.operation_run_id}</a>` : nothing}</td></tr>`;
  }

  function nothingThere() {
    if (state.cursor) return empty('There are no older packs.', html`<a class="button" href=${hrefWith({})}>Newest</a>`);
    if (state.status) return empty(`No pack is ${state.status}.`, html`<a class="button" href=${hrefWith({ status: null })}>Any status</a>`);
    if (tenants && !tenants.items.length) return empty('No tenants yet. A review pack is about a tenant; the API makes one with POST /api/tenants.');
    return empty('No review packs yet.');
  }

  paint();
  open(route);
  return {
    update: open,
    unmount: () => card?.close(),
  };
}
