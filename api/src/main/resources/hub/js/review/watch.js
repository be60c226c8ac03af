// One process that a page waits for: followed while it is queued or running, then left alone.
import * as api from '../lib/api.js';
import { follow } from '../lib/live.js';
import { isActive } from '../ui/status.js';

const BUCKETS = { pending: 'queued', running: 'running', waiting_review: 'waiting_review' };

/**
 * changed(process) is told of every new state, the last of which is no active one. Returns what ends it.
 * An entry of the log tells the status at once; the rest of the process follows with the next frame.
 */
export function watchProcess(process, changed) {
  let latest = process;
  const active = () => isActive(latest.operator_status);

  function accept(view) {
    if (!view || view.version < latest.version) return;
    latest = view;
    changed(latest);
  }

  function entry(event) {
    latest = {
      ...latest,
      status: event.status,
      operator_status: BUCKETS[event.status] ?? latest.operator_status,
      progress_percent: event.progress_percent ?? latest.progress_percent,
      current_step: event.step ?? latest.current_step,
      event_seq: event.seq,
    };
    changed(latest);
  }

  const live = follow({
    stream: () => api.url(`/api/processes/${process.id}/stream`, { after: latest.event_seq || null }),
    on: { message: entry, progress: accept, end: accept },
    active,
    poll: async (signal) => {
      accept(await api.get(`/api/processes/${process.id}`, { signal }));
      return active() ? latest.poll_after_ms ?? 5_000 : null;
    },
  });
  return () => live.close();
}

/** Calls act at once, and once more at the end when it was asked for meanwhile; never twice at a time. */
export function oneAtATime(act) {
  let running = null;
  let again = false;
  return async function run() {
    if (running) {
      again = true;
      return running;
    }
    running = act().finally(() => { running = null; });
    await running;
    if (again) {
      again = false;
      await run();
    }
  };
}
