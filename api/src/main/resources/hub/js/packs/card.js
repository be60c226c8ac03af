// The card of a tenant: its latest pack. Asked for again every ten seconds while queued or generating, else never.
import * as api from '../lib/api.js';
import { follow } from '../lib/live.js';
import { html, nothing } from '../lib/lit.js';
import { announce } from '../ui/announce.js';
import { copyButton } from '../ui/copy.js';
import { confirm, openDialog } from '../ui/dialog.js';
import { icon } from '../ui/icons.js';
import { part, progressBar, progressText } from '../ui/progress.js';
import { failed } from '../ui/states.js';
import { toast } from '../ui/toast.js';
import { moment } from '../ui/time.js';
import { countsSentence, fileSentence, isActive, optionsSentence, packChip } from './pack.js';

const FRESH_MS = 1_000;
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/** Keeps the latest pack of a tenant; changed(ended) paints it, ended says whether a pack has just come to its end. */
export function packCard({ tenantId, context, changed }) {
  const card = { pack: null, run: null, loaded: false, problem: null };
  let etag = null;
  let live = null;
  let expiry = null;
  let loadedAt = 0;
  let closed = false;

  async function load(signal = context.signal) {
    const answer = await api.getIfChanged(api.url('/api/review-packs/latest', { tenant_id: tenantId }), etag, { signal });
    const before = card.pack;
    if (answer.status !== 304) {
      card.pack = answer.body;
      etag = answer.etag;
    }
    card.run = (isActive(card.pack) || card.pack?.status === 'failed') && card.pack.operation_run_id
      ? await api.get(`/api/operations/${card.pack.operation_run_id}`, { signal }) : null;
    Object.assign(card, { loaded: true, problem: null });
    loadedAt = Date.now();
    const ended = isActive(before) && !isActive(card.pack);
    if (ended && card.pack) announce(`The review pack is ${card.pack.status}`);
    lookAtExpiry();
    changed(ended);
    return hint();
  }

  const hint = () => (isActive(card.pack) ? card.pack.poll_after_ms : null);

  // what was loaded just now, after an action or as the page opened, is not asked for twice
  const poll = (signal) => (Date.now() - loadedAt < FRESH_MS ? hint() : load(signal));

  // once, at the end of its time: what cannot be read any more must not be offered
  function lookAtExpiry() {
    clearTimeout(expiry);
    if (card.pack?.status !== 'ready' || !card.pack.expires_at) return;
    const left = Date.parse(card.pack.expires_at) - api.now() + 1_000;
    if (left < LONGEST_TIMER_MS) expiry = setTimeout(again, Math.max(left, 1_000));
  }

  async function again() {
    try {
      await load();
    } catch (problem) {
      if (api.aborted(problem)) return;
      if (!(problem instanceof api.Problem)) throw problem;
      card.problem = problem;
      changed(false);
    }
    live?.check();
  }

  const ready = again().then(() => {
    if (!context.signal.aborted && !closed) live = follow({ poll, active: () => isActive(card.pack) });
  });
  return {
    card, again,
    /** When the first answer is there. */
    ready,
    close() {
      closed = true;
      clearTimeout(expiry);
      live?.close();
    },
  };
}

/** The card itself; acts has what can be done: {generate, again}. */
export function cardView({ card }, tenantName, { generate, again, can, reserved }) {
  if (card.problem) return html`<section class="card">${failed('The pack', card.problem, again)}</section>`;
  if (!card.loaded) return html`<section class="card pack-card" aria-hidden="true"></section>`;
  const { pack } = card;
  return html`<section class=${`card pack-card stack ${pack || reserved ? 'whole' : ''}`} aria-labelledby="pack-head">
    <div class="row"><h2 id="pack-head" class="grow">Review pack of ${tenantName}</h2>${pack ? packChip(pack.status) : nothing}</div>
    ${pack ? html`<div class="stack">${content(card)}</div>` : html`<p class="muted">None yet. A pack gathers the findings and operations of the tenant in one file.</p>`}
    <div class="row">${pack ? actions(pack, again, can) : nothing}
      ${can('operator') && !isActive(pack) ? html`<button type="button" class=${pack?.status === 'ready' ? '' : 'primary'} @click=${generate}>Generate…</button>` : nothing}</div>
  </section>`;
}

function content({ pack, run }) {
  return html`
    <dl class="facts">
      <dt>In it</dt><dd>${optionsSentence(pack.options)}</dd>
      ${countsSentence(pack.summary) ? html`<dt>Counts</dt><dd>${countsSentence(pack.summary)}</dd>` : nothing}
      <dt>Asked for</dt><dd>${moment(pack.created_at)}${pack.operation_run_id ? html` · <a href=${`/operations/${pack.operation_run_id}`}>operation #${pack.operation_run_id}</a>` : nothing}</dd>
      ${pack.generated_at ? html`<dt>Generated</dt><dd>${moment(pack.generated_at)}</dd>` : nothing}
      ${pack.status === 'ready' ? html`<dt>Expires</dt><dd>${moment(pack.expires_at)}</dd>
        <dt>File</dt><dd>${fileSentence(pack)}</dd>
        <dt>SHA-256</dt><dd class="row"><code class="clip short" title=${pack.file_sha256}>${pack.file_sha256}</code>${copyButton(pack.file_sha256, 'checksum')}</dd>` : nothing}
      ${pack.status === 'expired' ? html`<dt>Expired</dt><dd>${moment(pack.expires_at)}: its file is gone</dd>` : nothing}
    </dl>
    ${isActive(pack) ? progress(pack, run) : nothing}
    ${pack.status === 'failed' ? html`<p class="note" data-status=${run?.status_bucket === 'cancelled' ? 'cancelled' : 'failed'}>${run?.status_bucket === 'cancelled' ? 'It was cancelled.' : run?.error_message || 'It could not be generated.'}</p>` : nothing}`;
}

function progress(pack, run) {
  const known = run?.progress_percent ?? null;
  const counts = run?.summary_counts;
  return html`<div class="stack-small">
    ${progressBar(pack.status === 'queued' ? 0 : part(known, false), { status: pack.status === 'queued' ? 'queued' : 'running', label: 'Progress of the pack' })}
    <p class="muted small">${pack.status === 'queued' ? 'Waits for a worker' : run?.current_step || progressText(counts?.processed, counts?.total) || 'A worker is on it'}</p></div>`;
}

function actions(pack, again, can) {
  if (pack.status === 'ready') {
    return html`<a class="button primary" href=${pack.links.download} download>${icon('download')}Download</a>
      ${can('operator') ? html`<button type="button" @click=${() => share(pack)}>Get a link…</button>` : nothing}`;
  }
  if (!can('operator') || !pack.operation_run_id) return nothing;
  if (isActive(pack)) return html`<button type="button" @click=${() => cancel(pack, again)}>Cancel…</button>`;
  return pack.status === 'failed' ? html`<button type="button" @click=${() => retry(pack, again)}>Try again</button>` : nothing;
}

async function cancel(pack, again) {
  const done = await confirm({
    title: 'Cancel the review pack',
    body: html`<p>What was gathered so far is thrown away.</p>`,
    verb: 'Cancel review pack',
    keep: 'Keep generating',
    act: () => api.post(`/api/processes/${pack.operation_run_id}/cancel`, {}),
  });
  if (done) again();
}

async function retry(pack, again) {
  await api.post(`/api/processes/${pack.operation_run_id}/retry`, {});
  toast('The review pack is queued again');
  again();
}

async function share(pack) {
  const link = await api.post(`/api/review-packs/${pack.id}/link`, {});
  const address = new URL(link.path, location.origin).href;
  await openDialog((close) => html`<div class="dialog">
    <h2>A link to the file</h2>
    <p>It opens without signing in: whoever has it, has the file. It ends ${moment(link.expires_at)}.</p>
    <div class="field"><label for="pack-link">Link</label><input id="pack-link" readonly .value=${address} @focus=${(event) => event.target.select()}></div>
    <div class="row end">${copyButton(address, 'link', 'Copy link')}<button type="button" data-focus @click=${() => close()}>Close</button></div>
  </div>`);
}
