// One finding: what differs, since when, and what people said of it.
import * as api from '../lib/api.js';
import { html, nothing, render } from '../lib/lit.js';
import { loadPeople } from '../data/people.js';
import { loadTenants } from '../data/tenants.js';
import { actOnOne } from '../drift/acknowledge.js';
import { changeWord, evidenceTable, findingChip } from '../drift/evidence.js';
import { keyMap } from '../shell/keys.js';
import { copy, copyButton } from '../ui/copy.js';
import { failed, skeleton } from '../ui/states.js';
import { toast } from '../ui/toast.js';
import { moment } from '../ui/time.js';

export const title = (route) => `Finding #${route.params.finding}`;

const SENTENCES = {
  acknowledge: 'The finding is acknowledged',
  unacknowledge: 'The finding is new again',
};

export function mount(container, route, context) {
  const id = route.params.finding;
  const path = `/api/findings/${encodeURIComponent(id)}`;
  const acts = context.can('operator');
  const state = { finding: null, etag: null, problem: null, busy: false };
  let tenants = null;
  let people = null;
  const paint = () => render(view(), container);

  async function load() {
    try {
      const answer = await api.send('GET', path, { signal: context.signal, exact: true });
      tenants ??= await loadTenants(context.signal);
      people ??= await loadPeople(context);
      await tenants.need([answer.body.tenant_id]);
      take(answer);
    } catch (problem) {
      if (api.aborted(problem)) return;
      if (!(problem instanceof api.Problem)) throw problem;
      Object.assign(state, { problem, finding: null });
    }
    paint();
  }

  function take({ body, etag }) {
    Object.assign(state, { finding: body, etag, problem: null });
    context.setTitle(`${body.subject_external_id || `Finding #${body.id}`}, ${body.status}`);
  }

  async function act(action, { undo = true } = {}) {
    if (state.busy) return;
    state.busy = true;
    paint();
    try {
      take(await actOnOne(action, id, state.etag));
      const back = action === 'acknowledge' ? 'unacknowledge' : 'acknowledge';
      toast(SENTENCES[action], { undo: undo ? () => act(back, { undo: false }) : undefined });
    } catch (problem) {
      if (!(problem instanceof api.Problem)) throw problem;
      toast(problem.reasonCode === 'stale' ? 'Somebody has changed it meanwhile: this is how it is now' : problem.message, { error: true });
      await load();
    }
    state.busy = false;
    if (!context.signal.aborted) paint();
  }

  function view() {
    const { finding, problem } = state;
    if (problem) return problem.status === 404 ? missing() : failed('The finding', problem, load);
    if (!finding) return html`<h1 class="visually-hidden">Finding</h1>${skeleton(8)}`;
    return html`
      <nav aria-label="Where this is"><a href="/drift">Drift</a> / #${finding.id}</nav>
      <div class="page-head"><div class="stack-small">
          <h1>${finding.subject_external_id || '(no id)'}</h1>
          <p class="row muted">${findingChip(finding.status)}<span>${changeWord(finding.change)} · ${finding.subject_type} · ${tenants.name(finding.tenant_id)}</span>
            ${copyButton(finding.id, 'id', 'Copy id')}</p></div>
        ${actions(finding)}</div>
      <div class="columns">
        <section class="card stack" aria-labelledby="evidence"><h2 id="evidence">What differs</h2>${evidenceTable(finding)}</section>
        <section class="card stack" aria-labelledby="facts"><h2 id="facts">When and where</h2>${facts(finding)}</section>
      </div>`;
  }

  function actions(finding) {
    const busy = state.busy ? 'true' : nothing;
    if (!acts || finding.status === 'resolved') return nothing;
    return finding.status === 'new'
      ? html`<button type="button" class="primary" aria-busy=${busy} @click=${() => act('acknowledge')}>Acknowledge</button>`
      : html`<button type="button" aria-busy=${busy} @click=${() => act('unacknowledge')}>Make new again</button>`;
  }

  function facts(finding) {
    const run = (word, runId) => (runId ? html`<dt>${word}</dt><dd><a href=${`/operations/${runId}`}>Operation #${runId}</a></dd>` : nothing);
    const snapshot = (word, runId) => html`<dt>${word}</dt><dd>${runId ? html`Snapshot #${runId} · <a href=${`/drift?status=all&run_id=${runId}`}>its findings</a>` : html`<span class="muted">forgotten</span>`}</dd>`;
    return html`<dl class="facts">
      <dt>First seen</dt><dd>${moment(finding.first_seen_at)}</dd>
      <dt>Last seen</dt><dd>${moment(finding.last_seen_at)}</dd>
      ${finding.acknowledged_at ? html`<dt>Acknowledged</dt><dd>${moment(finding.acknowledged_at)}${finding.acknowledged_by ? html` by ${people.name(finding.acknowledged_by)}` : nothing}</dd>` : nothing}
      ${finding.resolved_at ? html`<dt>Resolved</dt><dd>${moment(finding.resolved_at)}: the latest comparison did not find it</dd>` : nothing}
      ${snapshot('Baseline', finding.baseline_run_id)}${snapshot('Now', finding.current_run_id)}
      ${run('Found by', finding.operation_run_id)}
      ${finding.first_operation_run_id === finding.operation_run_id ? nothing : run('Found first by', finding.first_operation_run_id)}
      <dt>Scope</dt><dd><a href=${`/drift?status=all&scope_key=${finding.scope_key}`}>Findings of this scope</a></dd>
      <dt>Fingerprint</dt><dd class="row"><code class="clip short" title=${finding.fingerprint}>${finding.fingerprint}</code>${copyButton(finding.fingerprint, 'fingerprint')}</dd>
    </dl>`;
  }

  const missing = () => html`<div class="state"><h1>There is no finding ${id}</h1><a class="button" href="/drift">All findings</a></div>`;

  const keysOver = keyMap({
    ...(acts ? {
      a: ['Acknowledge', () => state.finding?.status === 'new' && act('acknowledge')],
      u: ['Make new again', () => state.finding?.status === 'acknowledged' && act('unacknowledge')],
    } : {}),
    y: ['Copy the id', () => state.finding && copy(state.finding.id, 'id')],
  });
  paint();
  load();
  return keysOver;
}
