// Calls of /api. Every one may be aborted by a signal; whatever is refused is thrown as a Problem.

/** What the server refused, or why it could not be reached (status 0). */
export class Problem extends Error {
  constructor(status, document = {}) {
    super(document.detail || document.title || (status ? `The server answered ${status}` : 'The server cannot be reached'));
    this.status = status;
    this.reasonCode = document.reason_code || (status ? 'unknown' : 'unreachable');
    this.title = document.title || 'It did not work';
    /** [{pointer: '/input/currency', detail: 'must have 3 letters'}] */
    this.errors = document.errors || [];
    this.requestId = document.request_id || null;
    this.document = document;
  }
}

let csrfToken = null;
let whenSignedOut = () => {};
let serverAhead = 0;

export const setCsrfToken = (token) => { csrfToken = token; };
export const onSignedOut = (listener) => { whenSignedOut = listener; };

/** Milliseconds since 1970 by the server's clock: nobody's clock at home makes a wait negative. */
export const now = () => Date.now() + serverAhead;

/** The body; {exact: true} keeps numbers that a double cannot hold, or writes differently, as they were sent. */
export const get = async (path, options = {}) => (await send('GET', path, options)).body;

/**
 * Asks only for what has changed: {etag, body}; body is null when nothing has, or there is nothing (204).
 * Give the etag of the last answer.
 */
export const getIfChanged = (path, etag, options = {}) =>
  send('GET', path, { ...options, headers: etag ? { 'If-None-Match': etag } : {} });

/**
 * Writes. Options: key (Idempotency-Key, one a form attempt: newKey()), ifMatch (an etag or a version), signal, headers.
 * A FormData goes as it is, everything else as JSON.
 */
export const post = async (path, body, options = {}) => (await send('POST', path, { ...options, body })).body;
export const put = async (path, body, options = {}) => (await send('PUT', path, { ...options, body })).body;
export const patch = async (path, body, options = {}) => (await send('PATCH', path, { ...options, body })).body;
export const del = async (path, options = {}) => (await send('DELETE', path, options)).body;

/** For Idempotency-Key; on plain HTTP browsers have no randomUUID. */
export function newKey() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** A path with parameters; those that are null, undefined, '' or false are left out. */
export function url(path, parameters = {}) {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters)) {
    const text = Array.isArray(value) ? value.join(',') : value;
    if (text !== null && text !== undefined && text !== '' && text !== false) query.set(name, text);
  }
  return query.size ? `${path}?${query}` : path;
}

/** Whether it was thrown because the page has gone on. */
export const aborted = (error) => error.name === 'AbortError';

/** The whole answer: {status, etag, headers, body}. */
export async function send(method, path, { body, key, ifMatch, signal, exact, headers = {} } = {}) {
  const request = { method, signal, headers: { Accept: 'application/json', ...headers } };
  if (method !== 'GET' && csrfToken) request.headers['X-CSRF-Token'] = csrfToken;
  if (key) request.headers['Idempotency-Key'] = key;
  if (ifMatch) request.headers['If-Match'] = /^\d+$/.test(ifMatch) ? `"${ifMatch}"` : ifMatch;
  if (body instanceof FormData) {
    request.body = body;
  } else if (body !== undefined && body !== null) {
    request.body = JSON.stringify(body);
    request.headers['Content-Type'] = 'application/json';
  }
  const response = await reach(path, request);
  const text = response.status === 304 || response.status === 204 ? '' : await response.text();
  const parsed = parse(text, exact);
  if (!response.ok && response.status !== 304) {
    const problem = new Problem(response.status, parsed || {});
    if (response.status === 401 && path !== '/api/session') whenSignedOut(problem);
    throw problem;
  }
  if (parsed?.server_time) serverAhead = Date.parse(parsed.server_time) - Date.now();
  return { status: response.status, etag: response.headers.get('ETag'), headers: response.headers, body: parsed };
}

async function reach(path, request) {
  try {
    return await fetch(path, request);
  } catch (error) {
    if (aborted(error)) throw error;
    throw new Problem(0);
  }
}

function parse(text, exact) {
  if (!text) return null;
  try {
    return exact && JSON.rawJSON ? JSON.parse(text, asSent) : JSON.parse(text);
  } catch {
    return null;
  }
}

function asSent(name, value, context) {
  return typeof value === 'number' && context && String(value) !== context.source ? JSON.rawJSON(context.source) : value;
}

/** Text for people of a value out of an {exact: true} answer. */
export function shown(value) {
  if (value === null || value === undefined) return '';
  return typeof value === 'string' ? value : JSON.stringify(value, null, 2);
}
