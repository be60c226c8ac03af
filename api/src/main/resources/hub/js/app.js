/*
 * The hub: one shell, one module a page. How a page is written:
 *
 *   js/pages/<name>.js exports
 *     title                 string, or (route) => string; the page may change it later with context.setTitle
 *     mount(container, route, context)   paints into the empty container; returns nothing, a clean-up function, or
 *                           {update(route), unmount()}: update is called instead of a new mount when only the query
 *                           changes (filters, tabs, cursors: Back and Forward work by themselves)
 *
 *   route    {path, params: {id: '42'}, query: URLSearchParams}
 *   context  session           who is signed in: {user, workspace, role, own}
 *            can(role)         'viewer', 'operator', 'admin': show only what the role (and the state) allows
 *            navigate(href, {replace})   to another address; plain <a href> works too
 *            setQuery({name: value}, {replace})   changes parameters of this page's address; null takes one away
 *            setTitle(text)    "products.csv, running 96 %"
 *            signal            aborted when the page is left: give it to every call of lib/api.js
 *            watched()         tells the job tray that something was submitted
 *
 *   Data: lib/api.js. Live data: lib/live.js, follow(); it keeps quiet in hidden tabs and behind dialogs. Paint with
 *   render() of lib/lit.js; never style="" (use .style=${'--part:.4'}), never innerHTML: the CSP refuses both.
 *   Pieces: ui/*.js. Styles: css/<page>.css is linked by itself; colours come from css/tokens.css only.
 *   Events of context.keys: see shell/keys.js. A part of the top bar (PARTS) exports mount(container, context) alike.
 */
import { startRouter } from './shell/router.js';

/** [address, module in js/pages, item of the navigation that is current]. HubController serves the same addresses. */
const ROUTES = [
  ['/', 'operations', '/'],
  ['/operations/:id', 'operation', '/'],
  ['/imports', 'imports', '/imports'],
  ['/imports/new', 'import-new', '/imports'],
  ['/locations', 'locations', '/locations'],
  ['/locations/new', 'location-new', '/locations'],
  ['/locations/:batch', 'location-review', '/locations'],
  ['/enrichment/:process', 'enrichment', '/'],
  ['/drift', 'drift', '/drift'],
  ['/drift/:finding', 'finding', '/drift'],
  ['/packs', 'packs', '/packs'],
  ['/queues', 'queues', '/queues'],
  ['/settings/keys', 'keys', '/settings/keys'],
  ['/settings/members', 'members', '/settings/keys'],
];

/** Parts of the top bar, from left to right: modules in js/shell. */
const PARTS = [
  'tray',
  'notifications',
];

startRouter(ROUTES, PARTS);
