// Opening hours as people write them: a text for each day.
const SPAN = /^([01]?\d|2[0-3]):([0-5]\d) ?[-–] ?(?:([01]?\d|2[0-3]):([0-5]\d)|24:00)$/;
const ALL_DAY = '24 hours';
const CLOSED = 'closed';

export const DAYS = [
  ['monday', 'Monday'], ['tuesday', 'Tuesday'], ['wednesday', 'Wednesday'], ['thursday', 'Thursday'], ['friday', 'Friday'],
  ['saturday', 'Saturday'], ['sunday', 'Sunday'],
];

/** {monday: '09:00-12:00, 13:00-18:00', saturday: 'closed', …}; '' where nothing is known. */
export const dayTexts = (hours) => Object.fromEntries(DAYS.map(([day]) => [day, dayText(hours?.[day])]));

function dayText(spans) {
  if (spans === undefined || spans === null) return '';
  if (typeof spans === 'string') return spans;
  if (!spans.length) return CLOSED;
  const text = spans.map((one) => (typeof one === 'string' ? one : `${one.open}-${one.close}`)).join(', ');
  return text === '00:00-24:00' ? ALL_DAY : text;
}

/** What is wrong, by day. */
export function wrongDays(texts) {
  return Object.fromEntries(DAYS.map(([day]) => [day, texts[day]]).filter(([, text]) => text.trim() && spansOf(text) === null)
    .map(([day]) => [day, `Write 09:00-18:00, ${CLOSED} or ${ALL_DAY}`]));
}

/** As the API has it; null when nothing is known of any day. */
export function hoursOf(texts) {
  const known = DAYS.map(([day]) => [day, texts[day].trim()]).filter(([, text]) => text);
  return known.length ? Object.fromEntries(known.map(([day, text]) => [day, spansOf(text)])) : null;
}

/** Null when it cannot be read. */
function spansOf(text) {
  const said = text.trim().toLowerCase();
  if (said === CLOSED) return [];
  if (said === ALL_DAY) return [{ open: '00:00', close: '24:00' }];
  const spans = said.split(/ ?, ?| and /);
  return spans.every((one) => SPAN.test(one)) ? spans.map(span) : null;
}

function span(text) {
  const [open, close] = text.split(/ ?[-–] ?/).map((time) => time.padStart(5, '0'));
  return { open, close };
}
