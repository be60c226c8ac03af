// Who did something: the names of the members. Only admins may read more of them than that.
import * as api from '../lib/api.js';

const MOST_PAGES = 10;

/** {items, name(id)} of the members; items have roles and addresses for admins, names only for others. */
export async function loadPeople(context) {
  const items = await allMembers(context.can('admin') ? '/api/members' : '/api/members/names', context.signal);
  const names = new Map(items.map((member) => [member.user_id, member.name]));
  const me = context.session.user;
  return {
    items,
    name: (id) => (id === me.id ? `${me.name} (you)` : names.get(id) ?? `user #${id}`),
  };
}

async function allMembers(path, signal) {
  const all = [];
  let cursor = null;
  for (let pages = 0; pages < MOST_PAGES; pages++) {
    const page = await api.get(api.url(path, { limit: 200, cursor }), { signal });
    all.push(...page.items);
    cursor = page.next;
    if (!cursor) break;
  }
  return all;
}
