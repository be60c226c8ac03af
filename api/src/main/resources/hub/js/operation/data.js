// One process and its log, followed until it has ended. A terminal page asks for nothing any more.
import * as api from '../lib/api.js';
import { follow } from '../lib/live.js';
import { nameOf, typeOf } from '../operations/row.js';
import { announce } from '../ui/announce.js';
import { isActive, isTerminal, statusWord } from '../ui/status.js';
import { estimator } from './eta.js';

const PAGE = 200;
const PAGES_AT_ONCE = 5;
const FAILURES_AT_MOST_EVERY_MS = 10_000;
const AGAIN_MS = 5_000;
const WAIT_AT_LEAST_MS = 5_000;

/** {process, operation, events, moreEvents, problem, watched, eta}; watched: it had not ended when it was opened. changed() paints it. */
export function processData({ id, signal, changed }) {
  const data = { process: null, operation: null, events: [], moreEvents: false, problem: null, waiting: null, watched: false, eta: estimator() };
  const streams = [];
  let etag = null;
  let failuresAt = 0;

  async function load() {
    data.problem = null;
    try {
      const [process, operation] = await Promise.all([readProcess(signal), api.get(`/api/operations/${id}`, { signal })]);
      data.operation = operation;
      await readEvents(PAGES_AT_ONCE);
      data.watched ||= !isTerminal(process?.operator_status ?? data.process.operator_status);
      accept(process);
      live();
    } catch (problem) {
      if (api.aborted(problem)) return;
      if (!(problem instanceof api.Problem)) throw problem;
      data.problem = problem;
      changed();
    }
  }

  async function readProcess(abort) {
    const answer = await api.getIfChanged(`/api/processes/${id}`, etag, { signal: abort, exact: true });
    if (answer.etag) etag = answer.etag;
    return answer.body;
  }

  async function readEvents(pages) {
    for (let page = 0; page < pages; page++) {
      const answer = await api.get(api.url(`/api/processes/${id}/events`, { after: lastSeq() || null, limit: PAGE }), { signal });
      answer.items.forEach(addEvent);
      data.moreEvents = answer.next !== null;
      if (!data.moreEvents) return;
    }
  }

  const lastSeq = () => data.events.at(-1)?.seq ?? 0;

  function addEvent(event) {
    if (event.seq <= lastSeq()) return;
    data.events.push(event);
    if (['started', 'error', 'interrupted', 'deferred'].includes(event.type)) data.eta.reset();
  }

  // the stream and lists leave out why it waits and when it may be done: what is known of these stays until it moves on
  function accept(process) {
    if (!process) return;
    const before = data.process;
    if (before && process.version < before.version) return;
    if (process.waiting) data.waiting = process.waiting;
    if (process.status !== 'pending') data.waiting = null;
    data.process = { ...process, eta: process.eta ?? (process.status === before?.status ? before.eta : null) };
    if (process.status === 'running' && process.progress_percent !== null) {
      const { processed_items: processed, total_items: total } = process;
      data.eta.add(total ? processed / total : process.progress_percent / 100, api.now());
    }
    if (before && process.failed_items > before.failed_items && api.now() - failuresAt > FAILURES_AT_MOST_EVERY_MS) readFailures();
    if (before && !isTerminal(before.operator_status) && isTerminal(process.operator_status)) ended(process);
    changed();
  }

  async function readFailures() {
    failuresAt = api.now();
    try {
      data.operation = await api.get(`/api/operations/${id}`, { signal });
      changed();
    } catch (problem) {
      if (api.aborted(problem)) return;
      if (problem.status !== 0) throw problem;
      setTimeout(readFailures, AGAIN_MS);
    }
  }

  function ended(process) {
    announce(`${nameOf({ name: process.name, type: typeOf(process) })}: ${statusWord(process.operator_status)}`);
    readFailures();
  }

  const active = () => !isTerminal(data.process.operator_status);

  function live() {
    streams.splice(0).forEach((one) => one.close());
    streams.push(follow({
      stream: () => api.url(`/api/processes/${id}/stream`, { after: (data.moreEvents ? data.process.event_seq : lastSeq()) || null }),
      on: {
        message: (event) => { if (!data.moreEvents) addEvent(event); patch(event); },
        progress: accept,
        end: accept,
      },
      active,
      poll: async (abort) => {
        accept(await readProcess(abort));
        if (!data.moreEvents) await readEvents(PAGES_AT_ONCE);
        changed();
        return data.process.poll_after_ms ?? (active() ? 10_000 : null);
      },
    }));
    // why it waits changes without a word in the log
    streams.push(follow({
      tells: false,
      active: () => active() && data.process.status === 'pending',
      poll: async (abort) => {
        accept(await readProcess(abort));
        return Math.max(data.process.poll_after_ms ?? 0, WAIT_AT_LEAST_MS);
      },
    }));
  }

  // entries carry the status: the header follows with the next frame, what is shown must not wait for it
  function patch(event) {
    const before = data.process;
    data.process = {
      ...before, status: event.status, progress_percent: event.progress_percent ?? before.progress_percent,
      current_step: event.step ?? before.current_step,
      operator_status: WORDS[event.status] ?? before.operator_status,
    };
    if (event.status !== 'pending') data.waiting = null;
    streams[1]?.check();
    changed();
  }

  return {
    data, load,
    active: () => data.process && isActive(data.process.operator_status),
    /** After an action of this page: its answer is the process as it is now. */
    acted(process) {
      data.watched = true;
      accept(process);
      if (!streams.length || isActive(process.operator_status)) live();
    },
    async moreEvents() {
      await readEvents(PAGES_AT_ONCE);
      changed();
      live();
    },
    close: () => streams.forEach((one) => one.close()),
  };
}

// of terminal statuses the end frame tells the bucket
const WORDS = { pending: 'queued', running: 'running', waiting_review: 'waiting_review' };
