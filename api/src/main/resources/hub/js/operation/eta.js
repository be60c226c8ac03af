// How long it will still take, out of what was seen of it: a moving rate over 30 s.
const WINDOW_MS = 30_000;
const EARLIEST_MS = 5_000;
const LEAST_PART = 0.02;
const STUCK_MS = 30_000;

/** Remembers progress as it comes: add(done, at) with done from 0 to 1, and sentence(at). */
export function estimator() {
  let samples = [];
  let movedAt = null;
  return {
    add(done, at) {
      const last = samples.at(-1);
      if (last && done < last.done) samples = [];
      if (!last || done !== last.done) movedAt = at;
      samples.push({ done, at });
      samples = samples.filter((one, index) => at - one.at <= WINDOW_MS || index >= samples.length - 2);
    },
    reset() {
      samples = [];
      movedAt = null;
    },
    /** '' while nothing can be said. began is when the attempt did; serverEta what the server thought when asked. */
    sentence(at, began, serverEta) {
      if (movedAt !== null && at - movedAt > STUCK_MS) return `No progress for ${about(at - movedAt)}`;
      const first = samples[0];
      const last = samples.at(-1);
      if (!last || last.done < LEAST_PART || at - began < EARLIEST_MS) return '';
      const rate = last.at > first.at ? (last.done - first.done) / (last.at - first.at) : 0;
      if (rate > 0) return left((1 - last.done) / rate - (at - last.at));
      return serverEta && serverEta > at ? left(serverEta - at) : '';
    },
  };
}

/** "a few seconds", "about 40 s", "about 12 min". */
export function left(millis) {
  return millis < 5_000 ? 'a few seconds' : `about ${about(millis)}`;
}

function about(millis) {
  const seconds = millis / 1000;
  if (seconds < 60) return `${Math.max(5, Math.round(seconds / 5) * 5)} s`;
  if (seconds < 5_400) return `${Math.round(seconds / 60)} min`;
  return `${Math.round(seconds / 3600)} h`;
}
