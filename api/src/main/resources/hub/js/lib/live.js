// Live data by the rules of the seed operations-auto-refresh: a stream first, after three failures polling at the server's
// hint; nothing at all in a hidden tab, while a dialog is open, when signed out, or when nothing will change.
import { Problem, aborted } from './api.js';
import { quiet } from './quiet.js';
import { session } from './session.js';
import { store } from './store.js';

const FAILURES_BEFORE_POLLING = 3;
const STREAM_AGAIN_MS = 30_000;
const AWAY_MS = 25_000;
const RECONNECTING_AFTER_MS = 3_000;

/** What the top bar says: 'live', 'paused', 'reconnecting', 'offline', 'up-to-date', or null on pages without data. */
export const link = store(null);

let telling = null;

function tell(state) {
  if (state !== 'reconnecting') {
    clearTimeout(telling);
    telling = null;
    link.set(state);
  } else if (!telling && link.get() !== 'reconnecting') {
    telling = setTimeout(() => {
      telling = null;
      link.set(navigator.onLine ? 'reconnecting' : 'offline');
    }, RECONNECTING_AFTER_MS);
  }
}

/** The page was left: the next one says how it is linked itself. */
export const forgetLink = () => tell(null);

/**
 * Follows one page's data. Returns {check(), close()}: call check() when active() may answer otherwise.
 *
 * options:
 *   stream   () => path of the EventSource, asked again at every connection; leave out to poll only
 *   on       {eventName: (data, id) => {}}; events without a name are 'message'
 *   poll     async (signal) => milliseconds until the next time, null when nothing will change
 *   active   () => whether anything can still change; when not, nothing is asked for any more
 *   away     called instead of a plain resume after more than 25 s of quiet; may be async
 *   tells    whether the top bar shows the state of this one; true
 */
export function follow({ stream, on = {}, poll, active = () => true, away, tells = true }) {
  let source = null;
  let timer = null;
  let request = null;
  let failures = 0;
  let pausedAt = 0;
  let closed = false;
  let generation = 0;
  let idle = true;

  const say = (state) => { if (tells && !closed) tell(state); };

  function stop() {
    generation++;
    idle = true;
    clearTimeout(timer);
    request?.abort();
    source?.close();
    source = request = null;
  }

  function start() {
    stop();
    if (closed) return;
    if (!active()) return say('up-to-date');
    if (quiet.get()) return say('paused');
    // it goes on when the network comes back
    if (!navigator.onLine) return say('reconnecting');
    if (stream && failures < FAILURES_BEFORE_POLLING) openStream();
    else if (poll) ask();
  }

  function openStream() {
    idle = false;
    const opened = new EventSource(stream());
    source = opened;
    opened.onopen = () => { failures = 0; say('live'); };
    for (const [name, handle] of Object.entries(on)) {
      opened.addEventListener(name, (event) => {
        if (opened !== source) return;
        failures = 0;
        handle(JSON.parse(event.data), event.lastEventId);
        if (!active()) start();
      });
    }
    // a stream that the server has ended in time is opened again by the browser itself
    opened.onerror = () => {
      if (opened !== source) return;
      say('reconnecting');
      if (opened.readyState === EventSource.CLOSED || ++failures >= FAILURES_BEFORE_POLLING) refused(opened);
    };
  }

  function refused(opened) {
    if (opened.readyState === EventSource.CLOSED) failures++;
    stop();
    if (poll) ask();
    else timer = setTimeout(start, 1_000 * 2 ** Math.min(failures, 5));
  }

  async function ask() {
    if (!navigator.onLine) return say('reconnecting');
    const mine = generation;
    idle = false;
    request = new AbortController();
    try {
      const wait = await poll(request.signal);
      if (mine !== generation) return;
      if (wait === null || !active()) return rest();
      say('live');
      again(Math.max(wait, 500));
    } catch (error) {
      if (aborted(error) || mine !== generation) return;
      if (!(error instanceof Problem)) throw error;
      if ([401, 403, 404].includes(error.status)) return rest();
      failures++;
      say('reconnecting');
      again(Math.min(30_000, 1_000 * 2 ** Math.min(failures, 5)));
    }
  }

  function rest() {
    idle = true;
    say('up-to-date');
  }

  let streamTriedAt = Date.now();

  function again(wait) {
    timer = setTimeout(() => {
      if (stream && Date.now() - streamTriedAt > STREAM_AGAIN_MS) {
        streamTriedAt = Date.now();
        failures = FAILURES_BEFORE_POLLING - 1;
        start();
      } else {
        ask();
      }
    }, wait);
  }

  async function resume() {
    const gone = pausedAt ? Date.now() - pausedAt : 0;
    pausedAt = 0;
    failures = 0;
    const mine = ++generation;
    if (away && gone > AWAY_MS && active()) {
      try {
        await away();
      } catch (error) {
        if (!(error instanceof Problem) && !aborted(error)) throw error;
      }
    }
    if (mine === generation) start();
  }

  let hushed = quiet.get();
  const ends = [
    quiet.watch((isQuiet) => {
      if (isQuiet === hushed) return;
      hushed = isQuiet;
      if (isQuiet) {
        pausedAt = Date.now();
        start();
      } else {
        resume();
      }
    }),
    session.watch((found) => { if (!found) stop(); }),
  ];
  const online = () => {
    failures = 0;
    start();
  };
  addEventListener('online', online);
  start();
  return {
    check() {
      if (idle || !active()) start();
    },
    close() {
      stop();
      closed = true;
      removeEventListener('online', online);
      ends.forEach((end) => end());
    },
  };
}

addEventListener('offline', () => { if (link.get() && link.get() !== 'paused') link.set('offline'); });
addEventListener('online', () => { if (link.get() === 'offline') link.set('reconnecting'); });
