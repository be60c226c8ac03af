// Who did something. Only admins may read the members: others know themselves, and numbers.
import * as api from '../lib/api.js';

const MOST_PAGES = 10;

/** {items, name(id)} of the members; for who is no admin items is empty. */
export async function loadPeople(context) {
  const items = context.can('admin') ? await allMembers(context.signal) : [];
  const names = new Map(items.map((member) => [member.user_id, member.name]));
  const me = context.session.user;
  return {
    items,
    name: (id) => (id === me.id ? `${me.name} (you)` : names.get(id) ?? `user #${id}`),
  };
}

async function allMembers(signal) {
  const all = [];
  let cursor = null;
  for (let pages = 0; pages < MOST_PAGES; pages++) {
    const page = await api.get(api.url('/api/members', { limit: 200, cursor }), { signal });
    all.push(...page.items);
    cursor = page.next;
    if (!cursor) break;
  }
  return all;
}
