// Filters of the list, as they stand in the address.
import { now, url } from '../lib/api.js';
import { statusWord } from '../ui/status.js';

const HOUR = 3_600_000;
const SPANS = { '1h': HOUR, '24h': 24 * HOUR, '7d': 7 * 24 * HOUR, '30d': 30 * 24 * HOUR };

export const SINCE = [['', 'Any time'], ['1h', 'Last hour'], ['24h', 'Last 24 hours'], ['7d', 'Last 7 days'], ['30d', 'Last 30 days']];

/** Out of the address. since becomes a moment now, so that pages and bulk actions mean the same one. */
export function readFilters(query) {
  const span = SPANS[query.get('since')];
  return {
    status: (query.get('status') ?? '').split(',').filter(Boolean),
    type: query.get('type') ?? '',
    mine: query.get('user') === 'me',
    since: query.get('since') ?? '',
    sinceAt: span ? new Date(now() - span).toISOString() : null,
    text: query.get('text') ?? '',
    cursor: query.get('cursor') ?? '',
  };
}

/** Parameters of GET /api/operations. */
export function listParameters(filters, userId) {
  return {
    status: filters.status, job_type: filters.type, user_id: filters.mine ? userId : null,
    since: filters.sinceAt, text: filters.text,
  };
}

/** The same for a bulk action. */
export function bulkFilter(filters, userId) {
  const [type, subtype] = filters.type.split('/');
  const filter = { internal: false };
  if (filters.status.length) filter.operator_status = filters.status;
  if (type) filter.type = type;
  if (subtype) filter.subtype = subtype;
  if (filters.mine) filter.user_id = userId;
  if (filters.sinceAt) filter.since = filters.sinceAt;
  if (filters.text) filter.text = filters.text;
  return filter;
}

/** The stream of what may concern the list. */
export function streamOf(filters, userId) {
  const [type, subtype] = filters.type.split('/');
  return url('/api/processes/stream', { type, subtype, user_id: filters.mine ? userId : null });
}

export const isFiltered = (filters) =>
  Boolean(filters.status.length || filters.type || filters.mine || filters.since || filters.text);

/** "Nothing with “zzz” that is failed in the last 24 hours". */
export function nothingSentence(filters) {
  const parts = ['Nothing'];
  if (filters.text) parts.push(`with “${filters.text}”`);
  if (filters.status.length) parts.push(`that is ${filters.status.map((one) => statusWord(one).toLowerCase()).join(' or ')}`);
  if (filters.type) parts.push(`of type ${filters.type}`);
  if (filters.mine) parts.push('started by you');
  if (filters.since) parts.push(`in the ${SINCE.find(([value]) => value === filters.since)?.[1].toLowerCase() ?? 'chosen time'}`);
  return parts.join(' ');
}
