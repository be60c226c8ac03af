// From an address to a page. Late modules and late answers of a page that was left are ignored.
import { html, render } from '../lib/lit.js';
import { Problem, aborted, onSignedOut } from '../lib/api.js';
import { forgetLink } from '../lib/live.js';
import { can, forget, load, session } from '../lib/session.js';
import { announce } from '../ui/announce.js';
import { failed } from '../ui/states.js';
import { toast } from '../ui/toast.js';
import { startKeys } from './keys.js';
import { bottomBar, topBar } from './bars.js';
import { signInPage } from './sign-in.js';

let routes = [];
let parts = [];
let page = null;
let barsOver = () => {};
let turn = 0;

export async function startRouter(table, partNames) {
  parts = partNames;
  routes = table.map(([path, module, area]) => ({ path, module, area, pattern: pattern(path) }));
  document.addEventListener('click', followLink);
  addEventListener('popstate', () => show({ focus: true }));
  addEventListener('unhandledrejection', unexpected);
  onSignedOut(() => { if (session.get()) forget(); });
  startKeys(navigate);
  try {
    if (await load()) start();
  } catch (problem) {
    if (!(problem instanceof Problem)) throw problem;
    return render(failed('Waybill', problem, () => location.reload()), document.getElementById('main'));
  }
  session.watch((found) => { if (!found) askForKey(); });
}

function start() {
  barsOver();
  const ends = [topBar(document.getElementById('top'), parts, contextOf), bottomBar(document.getElementById('bottom'))];
  barsOver = () => ends.forEach((end) => end());
  show({ focus: false });
}

function askForKey() {
  leave();
  barsOver();
  barsOver = () => {};
  document.title = 'Sign in · Waybill';
  signInPage(freshMain(), start);
}

/** Goes to an address of the hub. */
export function navigate(href, { replace = false } = {}) {
  const target = new URL(href, location.href);
  if (target.href === location.href && !replace) return show({ focus: true });
  history[replace ? 'replaceState' : 'pushState'](null, '', target);
  const samePage = page && page.path === target.pathname;
  show({ focus: !samePage });
}

function setQuery(values, { replace = false } = {}) {
  const target = new URL(location.href);
  for (const [name, value] of Object.entries(values)) {
    if (value === null || value === undefined || value === '') target.searchParams.delete(name);
    else target.searchParams.set(name, value);
  }
  if (target.href !== location.href) navigate(target.href, { replace });
}

async function show({ focus }) {
  if (!session.get()) return;
  const path = location.pathname;
  const found = match(path);
  const route = { path, params: found?.params ?? {}, query: new URLSearchParams(location.search) };
  if (page?.path === path && page.update) return page.update(route);
  const mine = ++turn;
  leave();
  const main = freshMain();
  document.dispatchEvent(new CustomEvent('waybill:page', { detail: { area: found?.route.area ?? null } }));
  if (focus) {
    scrollTo(0, 0);
    main.focus({ preventScroll: true });
  }
  if (!found) return missing(main);
  try {
    const module = await import(`../pages/${found.route.module}.js`);
    if (mine === turn) enter(module, main, route, focus);
  } catch (error) {
    if (mine !== turn) return;
    document.title = 'Waybill';
    render(failed('The page', error, () => location.reload()), main);
  }
}

function enter(module, main, route, focus) {
  const abort = new AbortController();
  page = { path: route.path, abort, update: null, unmount: () => {} };
  const title = typeof module.title === 'function' ? module.title(route) : module.title;
  setTitle(title);
  if (focus) announce(title);
  const mounted = module.mount(main, route, contextOf(abort.signal));
  if (typeof mounted === 'function') page.unmount = mounted;
  else if (mounted) Object.assign(page, { update: mounted.update, unmount: mounted.unmount ?? page.unmount });
}

function contextOf(signal) {
  return {
    session: session.get(), can, navigate, setQuery, setTitle, signal,
    watched: () => document.dispatchEvent(new CustomEvent('waybill:submitted')),
  };
}

function leave() {
  const left = page;
  page = null;
  left?.abort.abort();
  left?.unmount();
  document.querySelectorAll('dialog[open]').forEach((dialog) => dialog.close());
  forgetLink();
}

// render() appends, and keeps what it knows of a container: a page gets one that nobody has painted into
function freshMain() {
  const main = document.getElementById('main').cloneNode(false);
  document.getElementById('main').replaceWith(main);
  return main;
}

function missing(main) {
  setTitle('Nothing here');
  render(html`<div class="state"><h1>There is nothing at this address</h1><a class="button" href="/">Operations</a></div>`, main);
}

function setTitle(text) {
  document.title = text ? `${text} · Waybill` : 'Waybill';
}

function pattern(path) {
  const names = [];
  const source = path.replaceAll(/:(\w+)/g, (whole, name) => {
    names.push(name);
    return '([^/]+)';
  });
  return { expression: new RegExp(`^${source}/?$`), names };
}

function match(path) {
  for (const route of routes) {
    const found = route.pattern.expression.exec(path);
    if (found) {
      const params = Object.fromEntries(route.pattern.names.map((name, index) => [name, decodeURIComponent(found[index + 1])]));
      return { route, params };
    }
  }
  return null;
}

function followLink(event) {
  const anchor = event.target.closest?.('a[href]');
  if (!anchor || event.defaultPrevented || event.button !== 0) return;
  if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
  const target = new URL(anchor.href, location.href);
  if (target.origin !== location.origin || anchor.target || anchor.hasAttribute('download')) return;
  if (target.pathname.startsWith('/api/') || (target.hash && target.pathname === location.pathname)) return;
  event.preventDefault();
  navigate(target.href);
}

/** The operation that a refusal names, to go and see it. */
function blocking(message) {
  const id = /\bprocess (\d+)/i.exec(message)?.[1];
  return id && location.pathname !== `/operations/${id}` ? { href: `/operations/${id}`, linkText: `Show #${id}` } : {};
}

function unexpected(event) {
  if (event.reason && aborted(event.reason)) return event.preventDefault();
  if (event.reason instanceof Problem) {
    event.preventDefault();
    if (event.reason.status !== 401) toast(event.reason.message, { error: true, ...blocking(event.reason.message) });
  }
}
