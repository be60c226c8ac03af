// Numbers and words as people read them.
const NUMBERS = new Intl.NumberFormat('en');

/** 12480 → "12,480". */
export const count = (value) => (value === null || value === undefined ? '' : NUMBERS.format(value));

/** Counts that the server stops at: 10000 at a cap of 10000 → "10,000+". */
export const capped = (value, cap) => count(value) + (cap && value >= cap ? '+' : '');

/** plural(1, 'row') → "1 row", plural(3, 'row') → "3 rows". */
export const plural = (number, one, many = `${one}s`) => `${count(number)} ${number === 1 ? one : many}`;

/** 1536 → "1.5 KB". */
export function size(bytes) {
  if (bytes === null || bytes === undefined) return '';
  const units = ['B', 'KB', 'MB', 'GB', 'TB'];
  let value = bytes;
  let unit = 0;
  while (value >= 1024 && unit < units.length - 1) {
    value /= 1024;
    unit++;
  }
  return `${unit && value < 10 ? value.toFixed(1) : Math.round(value)} ${units[unit]}`;
}

/** Millionths of a dollar, as the API counts money: 1234567 → "$1.23"; small amounts keep two digits that count. */
export function money(micros) {
  if (micros === null || micros === undefined) return '';
  const dollars = micros / 1e6;
  return dollars !== 0 && Math.abs(dollars) < 0.1 ? `$${dollars.toPrecision(2)}` : `$${dollars.toFixed(2)}`;
}

/** reason_code → "Reason code". */
export function words(code) {
  const text = String(code ?? '').replaceAll(/[_-]/g, ' ');
  return text.charAt(0).toUpperCase() + text.slice(1);
}
