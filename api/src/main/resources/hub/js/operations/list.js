// The rows of the list and how they change: in place, never moving; what is new waits to be asked for.
import * as api from '../lib/api.js';
import { follow } from '../lib/live.js';
import { announce } from '../ui/announce.js';
import { isTerminal, statusWord } from '../ui/status.js';
import { listParameters, streamOf } from './filters.js';
import { fromOperation, fromProcess, nameOf } from './row.js';

const PAGE = 50;
const COUNTS_AT_MOST_EVERY_MS = 5_000;
const NEW_AT_MOST_EVERY_MS = 1_000;

/** Everything that one page of the list shows; changed() paints it. */
export function operationList({ filters, userId, signal, changed }) {
  const list = {
    filters, rows: [], next: null, counts: null, cap: null, problem: null, loaded: false,
    newCount: 0, selected: new Set(), allMatching: false,
  };
  let live = null;
  const counting = atMostEvery(COUNTS_AT_MOST_EVERY_MS, loadCounts);
  const lookingForNew = atMostEvery(NEW_AT_MOST_EVERY_MS, lookForNew);

  const path = (more) => api.url('/api/operations', { ...listParameters(filters, userId), ...more });

  async function load() {
    try {
      const page = await api.get(path({ cursor: filters.cursor, limit: PAGE }), { signal });
      Object.assign(list, {
        rows: page.items.map(fromOperation), next: page.next, problem: null, loaded: true, newCount: 0,
      });
      changed();
      counting();
    } catch (problem) {
      if (api.aborted(problem)) return;
      if (!(problem instanceof api.Problem)) throw problem;
      list.problem = problem;
      changed();
      return;
    }
    live ??= follow({
      stream: () => streamOf(filters, userId),
      on: { process: patch },
      poll,
      away: refresh,
    });
  }

  async function poll(abort) {
    const page = await api.get(path({ cursor: filters.cursor, limit: PAGE }), { signal: abort });
    take(page);
    const hints = page.items.map((item) => item.poll_after_ms).filter((hint) => hint !== null);
    return hints.length ? Math.min(...hints) : 10_000;
  }

  /** Brings the shown rows up to date, without moving one. */
  async function refresh() {
    take(await api.get(path({ cursor: filters.cursor, limit: PAGE }), { signal }));
  }

  function take(page) {
    const known = new Map(list.rows.map((row) => [row.id, row]));
    for (const item of page.items) {
      if (known.has(item.id)) replace(fromOperation(item));
    }
    if (!filters.cursor) list.newCount = newIn(page);
    changed();
    counting();
  }

  function patch(view) {
    const row = list.rows.find((one) => one.id === view.id);
    if (row) {
      if (view.version <= row.version) return;
      replace(fromProcess(view, row));
      changed();
    } else if (!filters.cursor && view.id > newest()) {
      lookingForNew();
    }
    counting();
  }

  function replace(row) {
    const index = list.rows.findIndex((one) => one.id === row.id);
    const before = list.rows[index];
    list.rows[index] = row;
    if (!isTerminal(before.bucket) && isTerminal(row.bucket) && row.userId === userId) {
      announce(`${nameOf(row)}: ${statusWord(row.bucket)}`);
    }
  }

  const newest = () => list.rows[0]?.id ?? 0;
  const newIn = (page) => page.items.filter((item) => item.id > newest()).length;

  /** The server says what matches: the stream knows neither the text nor what only the system starts. */
  async function lookForNew() {
    const found = newIn(await api.get(path({ limit: PAGE }), { signal }));
    if (found === list.newCount) return;
    list.newCount = found;
    changed();
  }

  async function loadCounts() {
    const page = await api.get(path({ status: null, limit: 1, counts: 'true' }), { signal });
    list.counts = page.counts;
    list.cap = page.counts_capped_at;
    changed();
  }

  return {
    list, load,
    close() {
      live?.close();
      counting.cancel();
      lookingForNew.cancel();
    },
  };
}

/** Whether it still belongs to what the filter asks for; else it stays dimmed until the next load. */
export const stillMatches = (row, filters) => !filters.status.length || filters.status.includes(row.bucket);

/** Most of the rows of a page that are new: more are said with a plus. */
export const NEW_CAP = PAGE;

// at once, then again when it was asked for meanwhile
function atMostEvery(millis, act) {
  let timer = null;
  let again = false;
  const run = () => {
    if (timer) {
      again = true;
      return;
    }
    timer = setTimeout(() => {
      timer = null;
      if (again) {
        again = false;
        run();
      }
    }, millis);
    act().catch(quietly);
  };
  run.cancel = () => {
    clearTimeout(timer);
    timer = -1;
  };
  return run;
}

function quietly(problem) {
  if (!(problem instanceof api.Problem) && !api.aborted(problem)) throw problem;
}
