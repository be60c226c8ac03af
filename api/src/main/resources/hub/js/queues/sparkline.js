// How many ended, half a minute each, as a line. What it shows is said in words beside it.
import { html, svg } from '../lib/lit.js';
import { count } from '../ui/text.js';

const WIDTH = 120;
const HEIGHT = 28;
const MARGIN = 2;

/** Points of a polyline: values from left to right, the largest at the top, zero at the bottom. */
export function points(values) {
  const largest = Math.max(1, ...values);
  const step = (WIDTH - 2 * MARGIN) / Math.max(1, values.length - 1);
  return values.map((value, index) => {
    const x = MARGIN + index * step;
    const y = HEIGHT - MARGIN - (value / largest) * (HEIGHT - 2 * MARGIN);
    return `${x.toFixed(1)},${y.toFixed(1)}`;
  }).join(' ');
}

/** The line, with its sum and its peak in words. */
export function sparkline(values, seconds) {
  const sum = values.reduce((all, value) => all + value, 0);
  const minutes = Math.round((values.length * seconds) / 60);
  const peak = Math.max(...values);
  const words = sum ? `${count(sum)} ended in the last ${minutes} minutes, at most ${count(peak)} in ${seconds} s` : `None ended in the last ${minutes} minutes`;
  return html`<svg class="sparkline" viewBox=${`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label=${words}><title>${words}</title>${svg`<polyline points=${points(values)}/>`}</svg>`;
}

/** "12 a min" of the last minutes; small rates keep a digit. */
export function rate(values, seconds) {
  const sum = values.reduce((all, value) => all + value, 0);
  const perMinute = sum / ((values.length * seconds) / 60);
  if (!sum) return 'none';
  return perMinute < 10 ? `${perMinute.toFixed(1)} a min` : `${count(Math.round(perMinute))} a min`;
}
