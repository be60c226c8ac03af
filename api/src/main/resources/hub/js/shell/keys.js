// The keyboard map. Pages say what they can: keyMap({x: ['Select', handler], …}) returns what takes it away again.
import { html } from '../lib/lit.js';
import { remembered } from '../lib/remembered.js';
import { openDialog } from '../ui/dialog.js';

const GO = { o: '/', i: '/imports', l: '/locations', e: '/?type=ai_enrich', d: '/drift', p: '/packs', q: '/queues' };
const GO_WORDS = [['g o', 'Operations'], ['g i', 'Imports'], ['g l', 'Locations'], ['g e', 'Enrichments'], ['g d', 'Drift'], ['g p', 'Packs'], ['g q', 'Queues']];

const enabled = remembered('keys', true);
const maps = [];
let prefix = false;

/** Adds keys of a page: {key: [what it does, handler(event)]}. */
export function keyMap(map) {
  maps.push(map);
  return () => maps.splice(maps.indexOf(map), 1);
}

export function startKeys(navigate) {
  document.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || isTyping(event.target)) return;
    if (document.querySelector('dialog[open]')) return;
    if (event.key === '?') return act(event, showKeys);
    if (!enabled.get()) return;
    if (prefix) {
      prefix = false;
      if (GO[event.key]) act(event, () => navigate(GO[event.key]));
      return;
    }
    if (event.key === 'g') {
      prefix = true;
      setTimeout(() => { prefix = false; }, 1_500);
      return;
    }
    for (const map of [...maps].reverse()) {
      if (map[event.key]) return act(event, () => map[event.key][1](event));
    }
  });
}

function act(event, handler) {
  event.preventDefault();
  handler();
}

function isTyping(target) {
  return target.matches?.('input:not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable]');
}

/** Shows the map of this page. */
export function showKeys() {
  const here = maps.flatMap((map) => Object.entries(map).map(([key, [word]]) => [key, word])).filter(([, word]) => word);
  openDialog((close, repaint) => html`<div class="dialog">
    <h2>Keyboard shortcuts</h2>
    <label class="check"><input type="checkbox" .checked=${enabled.get()}
      @change=${(event) => { enabled.set(event.target.checked); repaint(); }}> Single keys do something outside of fields</label>
    ${here.length ? html`<h3>On this page</h3><dl class="key-list">${here.map(entry)}</dl>` : ''}
    <h3>Everywhere</h3>
    <dl class="key-list">${[...GO_WORDS, ['?', 'This map']].map(entry)}</dl>
    <div class="row end"><button type="button" data-focus @click=${() => close()}>Close</button></div>
  </div>`);
}

const entry = ([key, word]) => html`<dt>${key.split(' ').map((one) => html`<kbd>${one}</kbd> `)}</dt><dd>${word}</dd>`;
