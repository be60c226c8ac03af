// A map of drafts, drawn from their coordinates alone: nothing is asked of anybody.
import { html, nothing, svg } from '../lib/lit.js';
import { draftName } from './words.js';

const WIDTH = 320;
const HEIGHT = 240;
const EDGE = 28;
const STEPS = [0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 45, 90];
const LEAST_SPAN = 0.02;
const KM_A_DEGREE = 111.32;
const LEGEND = [['pending_review', 'To review'], ['approved', 'Approved'], ['rejected', 'Rejected'], ['wrong', 'With errors']];

/** The map; choose(item) is called for the draft that was clicked. Those without coordinates are counted below it. */
export function draftMap(items, chosen, choose) {
  const placed = items.filter((item) => typeof item.payload?.lat === 'number' && typeof item.payload?.lng === 'number');
  const missing = items.length - placed.length;
  if (!placed.length) return html`<svg class="draft-map" viewBox="0 0 ${WIDTH} ${HEIGHT}" aria-hidden="true"></svg>${legend()}<p class="muted small">No draft has coordinates yet</p>`;
  const view = frame(placed.map((item) => item.payload));
  const label = `Map of ${placed.length} drafts between ${degrees(view.south, 'N', 'S', view.digits)}, ${degrees(view.west, 'E', 'W', view.digits)} and ${degrees(view.north, 'N', 'S', view.digits)}, ${degrees(view.east, 'E', 'W', view.digits)}`;
  return html`<svg class="draft-map" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label=${label}>
      ${view.lines.map((line) => line)}
      ${placed.map((item) => point(item, view, item.id === chosen, choose))}
    </svg>
    ${legend()}
    <p class="muted small">${view.scale}${missing ? `. ${missing} without coordinates` : ''}</p>`;
}

const legend = () => html`<ul class="map-legend small">${LEGEND.map(([kind, word]) => html`<li>
  <svg viewBox="-8 -8 16 16" aria-hidden="true" data-kind=${kind}>${shape(kind)}</svg>${word}</li>`)}</ul>`;

/** What a draft is drawn as: its form tells it, not its colour alone. */
export function kindOf(item) {
  if (item.validation_errors.length && item.status === 'pending_review') return 'wrong';
  return { imported: 'approved', failed: 'wrong' }[item.status] ?? item.status;
}

function point(item, view, isChosen, choose) {
  const { lat, lng } = item.payload;
  return svg`<g class=${isChosen ? 'map-point chosen' : 'map-point'} data-kind=${kindOf(item)} transform=${`translate(${view.x(lng)} ${view.y(lat)})`}
      @click=${() => choose(item)}><circle class="map-halo" r="11"/>${shape(kindOf(item))}<title>${draftName(item)}</title></g>`;
}

function shape(kind) {
  if (kind === 'wrong') return svg`<path d="M0 -6L6 5H-6z"/>`;
  if (kind === 'rejected') return svg`<path d="M-4 -4L4 4M4 -4L-4 4"/>`;
  return svg`<circle r="5"/>`;
}

function frame(points) {
  const lats = points.map((point) => point.lat);
  const lngs = points.map((point) => point.lng);
  const middle = { lat: (Math.min(...lats) + Math.max(...lats)) / 2, lng: (Math.min(...lngs) + Math.max(...lngs)) / 2 };
  const shrink = Math.max(0.1, Math.cos((middle.lat * Math.PI) / 180));
  const inner = { width: WIDTH - 2 * EDGE, height: HEIGHT - 2 * EDGE };
  const tall = Math.max(Math.max(...lats) - Math.min(...lats), LEAST_SPAN);
  const wide = Math.max((Math.max(...lngs) - Math.min(...lngs)) * shrink, LEAST_SPAN);
  const unit = Math.min(inner.height / tall, inner.width / wide);
  const x = (lng) => round(WIDTH / 2 + (lng - middle.lng) * shrink * unit);
  const y = (lat) => round(HEIGHT / 2 - (lat - middle.lat) * unit);
  const west = middle.lng - WIDTH / 2 / shrink / unit;
  const south = middle.lat - HEIGHT / 2 / unit;
  const east = 2 * middle.lng - west;
  const north = 2 * middle.lat - south;
  const step = STEPS.find((one) => (north - south) / one <= 4 && (east - west) / one <= 5) ?? 90;
  const digits = Math.max(0, Math.ceil(-Math.log10(step)));
  const lines = [
    ...marks(south, north, step).map((lat) => svg`<line class="map-line" x1="0" x2=${WIDTH} y1=${y(lat)} y2=${y(lat)}/>
      <text class="map-label" x="4" y=${y(lat) - 3}>${degrees(lat, 'N', 'S', digits)}</text>`),
    ...marks(west, east, step).map((lng) => svg`<line class="map-line" x1=${x(lng)} x2=${x(lng)} y1="0" y2=${HEIGHT}/>
      ${x(lng) < WIDTH - 48 ? svg`<text class="map-label" x=${x(lng) + 3} y=${HEIGHT - 4}>${degrees(lng, 'E', 'W', digits)}</text>` : nothing}`),
  ];
  return { x, y, west, east, south, north, lines, digits, scale: `A line every ${Number(step)}°, north to south about ${kilometres(step)}` };
}

function marks(from, to, step) {
  const found = [];
  for (let index = Math.ceil(from / step); index * step <= to; index++) found.push(index * step);
  return found;
}

function kilometres(step) {
  const km = step * KM_A_DEGREE;
  return km < 10 ? `${km.toFixed(1)} km` : `${Math.round(km).toLocaleString('en')} km`;
}

const round = (value) => Math.round(value * 10) / 10;
const degrees = (value, positive, negative, digits) => `${Math.abs(value).toFixed(digits)}° ${value < 0 ? negative : positive}`;
