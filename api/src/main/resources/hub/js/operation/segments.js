// Where the time of a process went, out of its events: waits and work, by attempt. Pure: no page, no clock of its own.

const WAITS = {
  queued: 'Waited in queue', error: 'Retry wait', interrupted: 'Waited after an interruption', deferred: 'Put off',
  waiting_review: 'Waited for a person',
};
const ENDS = ['completed', 'failed', 'cancelled'];

/**
 * [{label, kind: 'wait' | 'work' | 'failed', attempt, from, to}], in order; to is null for the last while it goes on.
 * Moments are milliseconds. Steps that differ in numbers only are one segment.
 */
export function segmentsOf(events) {
  const segments = [];
  let open = null;
  let attempt = 0;
  let endedAt = null;
  const close = (at) => { if (open) open.to = at; };
  const begin = (segment) => segments.push(open = { attempt, to: null, ...segment });
  for (const event of events) {
    const at = Date.parse(event.created_at);
    if (event.type === 'started') {
      close(at);
      attempt = event.attempt;
      begin({ label: 'Starting', kind: 'work', from: at });
    } else if (event.type === 'step' && open?.kind === 'work') {
      step(event, at);
    } else if (WAITS[event.type]) {
      if (endedAt !== null && at > endedAt) segments.push({ label: 'Ended, until it was retried', kind: 'wait', attempt: null, from: endedAt, to: at });
      endedAt = null;
      if (open?.kind === 'work' && event.type === 'error') open.kind = 'failed';
      close(at);
      begin({ label: WAITS[event.type], kind: 'wait', from: at, attempt: null });
    } else if (ENDS.includes(event.type)) {
      if (open?.kind === 'work' && event.type === 'failed') open.kind = 'failed';
      close(at);
      open = null;
      endedAt = at;
    }
  }
  return segments.filter((one) => one.to === null || one.to > one.from || one.kind !== 'work');

  function step(event, at) {
    const label = event.step ?? 'Working';
    if (shape(label) === shape(open.label)) {
      open.label = label;
    } else if (open.label === 'Starting' && at - open.from < 50) {
      open.label = label;
    } else {
      close(at);
      begin({ label, kind: 'work', from: at });
    }
  }
}

const shape = (label) => label.replaceAll(/[\d.,]+/g, '#');

/** Groups of one attempt, and waits between them: [{attempt, failed, segments}], attempt null for a wait. */
export function groupsOf(segments) {
  const groups = [];
  for (const segment of segments) {
    const last = groups.at(-1);
    if (last && segment.attempt !== null && last.attempt === segment.attempt) last.segments.push(segment);
    else groups.push({ attempt: segment.attempt, segments: [segment] });
  }
  return groups.map((group) => ({ ...group, failed: group.segments.some((one) => one.kind === 'failed') }));
}

/**
 * One linear axis from the first segment to now or the end. A wait longer than half of it is folded to a break.
 * at(moment) is {part, fold}: the share of the width without the break, and how much of the break lies before it.
 */
export function axisOf(segments, until) {
  const from = segments[0]?.from ?? until;
  const whole = Math.max(until - from, 1);
  const folded = segments.find((one) => one.kind === 'wait' && (one.to ?? until) - one.from > whole / 2);
  const fold = folded && segments.length > 1 ? { from: folded.from, to: folded.to ?? until } : null;
  const length = Math.max(whole - (fold ? fold.to - fold.from : 0), 1);
  const at = (moment) => {
    const past = Math.min(Math.max(moment - from, 0), whole);
    if (!fold || from + past <= fold.from) return { part: past / length, fold: 0 };
    if (from + past >= fold.to) return { part: (past - (fold.to - fold.from)) / length, fold: 1 };
    return { part: (fold.from - from) / length, fold: (from + past - fold.from) / (fold.to - fold.from) };
  };
  return { from, whole, fold, at };
}

const STEPS = [100, 200, 500, 1_000, 2_000, 5_000, 10_000, 15_000, 30_000, 60_000, 120_000, 300_000, 600_000, 900_000,
  1_800_000, 3_600_000, 7_200_000, 21_600_000, 43_200_000, 86_400_000];

/**
 * At most five ticks, in milliseconds from the beginning of the axis; none inside of the break. Behind it they count from its
 * end: [{at, since, behind}], since is what the tick says.
 */
export function ticksOf(axis) {
  const { from, whole, fold } = axis;
  const before = fold ? fold.from - from : whole;
  const resumed = fold ? fold.to - from : whole;
  const length = before + whole - resumed;
  const step = STEPS.find((one) => length / one <= 5) ?? Math.ceil(length / 5);
  const ticks = [];
  for (let since = step; since <= before; since += step) ticks.push({ at: since, since, behind: false });
  for (let since = step; resumed + since <= whole; since += step) ticks.push({ at: resumed + since, since, behind: true });
  return ticks.slice(0, 5);
}
