// The bar at the top of every page, and the one at the bottom of phones.
import { html, render, nothing } from '../lib/lit.js';
import { link } from '../lib/live.js';
import { can, session, signOut } from '../lib/session.js';
import { icon } from '../ui/icons.js';
import { place } from '../ui/table.js';
import { showKeys } from './keys.js';

const NAVIGATION = [
  ['/', 'Operations'],
  ['/imports', 'Imports'],
  ['/locations', 'Locations'],
  ['/drift', 'Drift'],
  ['/packs', 'Packs'],
  ['/queues', 'Queues'],
];

const BOTTOM = [
  ['/', 'Operations', 'list'],
  ['/?status=waiting_review', 'Review', 'waiting_review'],
  ['/imports', 'Imports', 'upload'],
];

const LINK_WORDS = {
  live: ['Live', 'Changes show by themselves'],
  paused: ['Paused', 'Nothing is asked for while a dialog is open or the tab is hidden'],
  reconnecting: ['Reconnecting…', 'The server does not answer; what you see may be old'],
  offline: ['Offline', 'This device has no network; what you see may be old'],
  'up-to-date': ['Up to date', 'Nothing here will change by itself'],
};

/** Paints it; returns what ends it. */
export function topBar(container, parts, contextOf) {
  const bar = document.createElement('div');
  container.replaceChildren(bar);
  bar.className = 'top';
  const abort = new AbortController();
  const state = { area: null };
  const paint = () => render(content(state), bar);
  const toPage = (event) => { state.area = event.detail.area; paint(); };
  document.addEventListener('waybill:page', toPage);
  const ends = [link.watch(paint)];
  mountParts(bar, parts, contextOf(abort.signal), ends);
  return () => {
    abort.abort();
    document.removeEventListener('waybill:page', toPage);
    ends.forEach((end) => end());
    container.replaceChildren();
  };
}

async function mountParts(bar, parts, context, ends) {
  const slots = bar.querySelector('.top-parts');
  for (const name of parts) {
    const slot = slots.appendChild(document.createElement('div'));
    const module = await import(`./${name}.js`);
    if (context.signal.aborted) return;
    const end = module.mount(slot, context);
    if (typeof end === 'function') ends.push(end);
  }
}

function content(state) {
  const [word, sentence] = LINK_WORDS[link.get()] ?? [];
  return html`
    <a class="brand" href="/">Waybill</a>
    <nav class="top-nav" aria-label="Main">${links(state.area)}</nav>
    <span class="link-state" data-link=${link.get() ?? nothing} title=${sentence ?? nothing}>${word ? html`<i></i>${word}` : nothing}</span>
    <div class="top-parts"></div>
    ${userMenu(state.area)}`;
}

function links(area) {
  return NAVIGATION.map(([href, word]) => html`<a href=${href} aria-current=${area === href ? 'page' : nothing}>${word}</a>`);
}

function userMenu() {
  const found = session.get();
  return html`<button type="button" class="plain" popovertarget="user-menu" title=${`${found?.user.name}, ${found?.workspace.name}`}
      @click=${(event) => place(event.currentTarget, 'user-menu')}>
      ${icon('user')}<span class="user-name clip">${found?.user.name}</span></button>
    <div popover id="user-menu" class="menu" @click=${(event) => event.currentTarget.hidePopover()}>
      <p class="menu-head"><span class="strong">${found?.user.name}</span><br>
        <span class="muted small">${found?.workspace.name} · ${found?.role}${found?.own ? ', own only' : ''}</span></p>
      ${can('admin') ? html`<a class="button" href="/settings/keys">Keys</a><a class="button" href="/settings/members">Members</a>` : nothing}
      <button type="button" @click=${showKeys}>${icon('keyboard')}Keyboard shortcuts</button>
      <button type="button" @click=${signOut}>Sign out</button>
    </div>`;
}

/** The bar of phones; returns what ends it. */
export function bottomBar(container) {
  const bar = document.createElement('div');
  container.replaceChildren(bar);
  bar.className = 'bottom';
  let area = null;
  const paint = () => render(html`
    ${BOTTOM.map(([href, word, picture]) => html`<a href=${href} aria-current=${isHere(href, area) ? 'page' : nothing}>${icon(picture)}${word}</a>`)}
    <button type="button" popovertarget="more-menu">${icon('more')}More</button>
    <div popover id="more-menu" class="menu" @click=${(event) => event.currentTarget.hidePopover()}>
      ${NAVIGATION.slice(2).map(([href, word]) => html`<a class="button" href=${href}>${word}</a>`)}
    </div>`, bar);
  const toPage = (event) => { area = event.detail.area; paint(); };
  document.addEventListener('waybill:page', toPage);
  paint();
  return () => {
    document.removeEventListener('waybill:page', toPage);
    container.replaceChildren();
  };
}

function isHere(href, area) {
  const review = location.search.includes('status=waiting_review');
  if (area !== '/' || location.pathname !== '/') return href === area;
  return href === (review ? '/?status=waiting_review' : '/');
}
