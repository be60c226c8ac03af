// The filters of findings as they stand in the address, and in the words of the API.
import { url } from '../lib/api.js';
import { count, words } from '../ui/text.js';

export const STATUSES = [
  ['new', 'New', 'queued'],
  ['acknowledged', 'Acknowledged', 'succeeded'],
  ['resolved', 'Resolved', 'cancelled'],
];
export const CHANGES = [['changed', 'Changed'], ['added', 'Added'], ['removed', 'Removed']];
const SEEN = { '24h': ['Last 24 hours', 24], '7d': ['Last 7 days', 168], '30d': ['Last 30 days', 720] };
export const SEEN_OPTIONS = [['', 'Any time'], ...Object.entries(SEEN).map(([value, [word]]) => [value, word])];
const TEXTS = ['subject_type', 'scope_key', 'run_id', 'operation_run_id'];

/** What the address says; without a status it means the new ones. */
export function readFilters(query) {
  const text = (name) => query.get(name) ?? '';
  const asked = query.get('status') ?? 'new';
  return {
    status: STATUSES.some(([word]) => word === asked) ? asked : '',
    tenant: text('tenant_id'),
    change: text('change'),
    seen: SEEN[text('seen')] ? text('seen') : '',
    ...Object.fromEntries(TEXTS.map((name) => [name, text(name)])),
    cursor: text('cursor'),
  };
}

/** Parameters of GET /api/findings and its counts. */
export function parameters(filters) {
  return {
    tenant_id: filters.tenant,
    status: filters.status,
    change: filters.change,
    subject_type: filters.subject_type,
    scope_key: filters.scope_key,
    run_id: filters.run_id,
    operation_run_id: filters.operation_run_id,
    seen_from: filters.seen && new Date(Date.now() - SEEN[filters.seen][1] * 3_600_000).toISOString(),
  };
}

/** The filter of a bulk acknowledgement; null when it has none like it (of the time when they were seen). */
export function bulkFilter(filters) {
  if (filters.seen) return null;
  const number = (text) => (text ? Number(text) : undefined);
  return {
    tenant_id: number(filters.tenant),
    change: filters.change || undefined,
    subject_type: filters.subject_type || undefined,
    scope_key: filters.scope_key || undefined,
    run_id: number(filters.run_id),
    operation_run_id: number(filters.operation_run_id),
  };
}

export const isFiltered = (filters) =>
  Boolean(filters.tenant || filters.change || filters.seen || TEXTS.some((name) => filters[name]));

/** The address of the list with other filters; null takes one away. */
export function hrefWith(changes) {
  const now = Object.fromEntries(new URLSearchParams(location.search));
  return url('/drift', { ...now, cursor: null, ...changes });
}

/** "Nothing that is new, changed and seen in the last 24 hours". */
export function nothingSentence(filters) {
  const parts = [
    filters.status && `is ${filters.status}`,
    filters.change && `was ${filters.change}`,
    filters.subject_type && `has the subject type “${filters.subject_type}”`,
    filters.seen && `was seen in the l${SEEN[filters.seen][0].slice(1)}`,
    filters.tenant && 'is of this tenant',
    (filters.scope_key || filters.run_id || filters.operation_run_id) && 'is of this comparison',
  ].filter(Boolean);
  return parts.length ? `Nothing that ${parts.join(' and ')}` : 'Nothing was found to differ';
}

/** [{type, change, count}] of the new ones, and their sum, out of the answer of the counts. */
export function previewOf(counts) {
  const lines = counts.items.map((one) => ({ text: `${words(one.finding_type)}, ${one.change}`, count: one.count }));
  return { lines, sum: lines.reduce((sum, line) => sum + line.count, 0) };
}

/** Counts by status: {new: '3', …}. */
export function byStatus(counts) {
  const sums = {};
  for (const one of counts.items) sums[one.status] = (sums[one.status] ?? 0) + one.count;
  return Object.fromEntries(STATUSES.map(([word]) => [word, count(sums[word] ?? 0)]));
}
