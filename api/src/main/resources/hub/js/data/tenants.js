// Whose data it is: names of tenants, for lists and for choosing.
import * as api from '../lib/api.js';
import { html } from '../lib/lit.js';

const MOST = 200;

/** The newest 200 tenants, and whether there are more: {items, more, name(id)}; others are looked up by need(id). */
export async function loadTenants(signal) {
  const page = await api.get(api.url('/api/tenants', { limit: MOST }), { signal });
  const names = new Map(page.items.map((tenant) => [tenant.id, tenant.name]));
  return {
    items: page.items,
    more: page.next !== null,
    name: (id) => names.get(id) ?? `Tenant #${id}`,
    /** Looks up those that are not among the newest. */
    async need(ids) {
      const missing = [...new Set(ids)].filter((id) => !names.has(id));
      await Promise.all(missing.map(async (id) => names.set(id, (await api.get(`/api/tenants/${id}`, { signal })).name)));
    },
  };
}

/** Options of a select. */
export function tenantOptions(tenants, chosen, none) {
  const items = tenants?.items ?? [];
  const listed = items.some((tenant) => String(tenant.id) === chosen);
  return html`<option value="" .selected=${!chosen}>${none}</option>
    ${chosen && !listed ? html`<option value=${chosen} .selected=${true}>${tenants ? tenants.name(Number(chosen)) : `Tenant #${chosen}`}</option>` : ''}
    ${items.map((tenant) => html`<option value=${tenant.id} .selected=${String(tenant.id) === chosen}>${tenant.name}</option>`)}`;
}
