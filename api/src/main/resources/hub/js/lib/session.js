// Who is signed in. A key opens a session; the browser keeps it in a cookie that no script can read.
import * as api from './api.js';
import { store } from './store.js';

const RANK = { viewer: 1, operator: 2, admin: 3 };

/** Null while nobody is: {user: {id, name, email}, workspace: {id, name}, role, own, ...}. */
export const session = store(null);

/** Whether the signed-in role may do what takes this one: 'viewer', 'operator' or 'admin'. */
export const can = (role) => (RANK[session.get()?.role] || 0) >= RANK[role];

/** Looks who is signed in; false when nobody is. */
export async function load() {
  if (document.documentElement.dataset.session === 'none') return false;
  try {
    accept(await api.get('/api/session'));
    return true;
  } catch (problem) {
    if (problem.status !== 401) throw problem;
    accept(null);
    return false;
  }
}

export async function signIn(key) {
  accept(await api.post('/api/session', { key }));
}

export async function signOut() {
  await api.del('/api/session');
  accept(null);
}

/** The server has told that the session is over. */
export const forget = () => accept(null);

function accept(found) {
  api.setCsrfToken(found?.csrf_token ?? null);
  session.set(found);
}
