// All icons: strokes on 16 by 16, in the colour of the text beside them. They say nothing that a word does not.
import { html, svg } from '../lib/lit.js';

const SHAPES = {
  queued: svg`<circle cx="8" cy="8" r="5.5" stroke-dasharray="2.3 2.3"/>`,
  running: svg`<path d="M8 2.5a5.5 5.5 0 1 1-5.5 5.5"/>`,
  waiting_review: svg`<path d="M1.5 8S4 3.8 8 3.8 14.5 8 14.5 8 12 12.2 8 12.2 1.5 8 1.5 8z"/><circle cx="8" cy="8" r="1.8"/>`,
  succeeded: svg`<path d="M3 8.500l3.3 3.300L13 4.8"/>`,
  partial: svg`<path d="M8 2.500l6 10.800H2z"/><path d="M8 6.700v3M8 11.500v.1"/>`,
  failed: svg`<path d="M4 4l8 8M12 4l-8 8"/>`,
  cancelled: svg`<circle cx="8" cy="8" r="5.5"/><path d="M4.2 11.800l7.6-7.6"/>`,
  copy: svg`<rect x="5.5" y="5.5" width="8" height="8" rx="1.5"/><path d="M3.5 10.500h-1v-8h8v1"/>`,
  more: svg`<path d="M3 8h.1M8 8h.1M13 8h.1"/>`,
  down: svg`<path d="M4 6l4 4 4-4"/>`,
  left: svg`<path d="M10 3L5 8l5 5"/>`,
  right: svg`<path d="M6 3l5 5-5 5"/>`,
  search: svg`<circle cx="7" cy="7" r="4.5"/><path d="M10.5 10.500L14 14"/>`,
  close: svg`<path d="M4 4l8 8M12 4l-8 8"/>`,
  bell: svg`<path d="M4 11V7a4 4 0 0 1 8 0v4l1.2 1.500H2.800zM6.5 14.200h3"/>`,
  tray: svg`<path d="M2 9.500l2-6h8l2 6v3.500H2zM2 9.500h3.500l1 1.800h3l1-1.800H14"/>`,
  user: svg`<circle cx="8" cy="5.5" r="2.7"/><path d="M2.8 13.500c.6-2.7 2.7-4 5.2-4s4.6 1.3 5.2 4"/>`,
  download: svg`<path d="M8 2.500v7.500M4.8 7L8 10.2 11.2 7M3 13.500h10"/>`,
  upload: svg`<path d="M8 10.500V3M4.8 6L8 2.8 11.2 6M3 13.500h10"/>`,
  external: svg`<path d="M9 2.500h4.500V7M13.5 2.500L7.5 8.500M11.5 9.500v4h-9v-9h4"/>`,
  list: svg`<path d="M2.5 4h11M2.5 8h11M2.5 12h11"/>`,
  pause: svg`<path d="M5.5 3.500v9M10.5 3.500v9"/>`,
  empty: svg`<rect x="2.5" y="3.5" width="11" height="9" rx="1.5"/><path d="M2.5 9h3.500l.8 1.500h2.400L10 9h3.5"/>`,
  add: svg`<path d="M8 3v10M3 8h10"/>`,
  undo: svg`<path d="M5.5 3L2.5 6l3 3M2.5 6h7a4 4 0 0 1 0 8H6"/>`,
  keyboard: svg`<rect x="1.5" y="4" width="13" height="8" rx="1.5"/><path d="M4 6.700h.1M6.7 6.700h.1M9.3 6.700h.1M12 6.700h.1M5 9.500h6"/>`,
};

/** An icon by its name. */
export const icon = (name) => html`<svg class="icon" viewBox="0 0 16 16" aria-hidden="true">${SHAPES[name]}</svg>`;
