// What a finding saw: a line for the list, a table for its page.
import { html, nothing } from '../lib/lit.js';
import { shown } from '../lib/api.js';
import { diff } from '../ui/diff.js';
import { plural } from '../ui/text.js';
import { STATUSES } from './filters.js';
import { chip } from '../ui/status.js';

const WORDS = Object.fromEntries(STATUSES.map(([status, word, colour]) => [status, [word, colour]]));
const CHANGE_WORDS = { changed: 'Changed', added: 'Added', removed: 'Removed' };

export const changeWord = (change) => CHANGE_WORDS[change] ?? change;

export function findingChip(status) {
  const [word, colour] = WORDS[status] ?? [status, 'queued'];
  return chip(colour, word);
}

/** [{field, before, after}] of the evidence; fields are JSON pointers. */
export function changesOf({ change, evidence }) {
  if (evidence.differences) {
    return evidence.differences.map(({ path, old, new: after }) => ({ field: path || '(the whole)', before: old, after }));
  }
  const fields = Object.entries(evidence.fields ?? {});
  return fields.map(([field, value]) => (change === 'removed' ? { field, before: value } : { field, after: value }));
}

/** The first difference in one line, and how many more there are. */
export function summary(finding) {
  const [first, ...rest] = changesOf(finding);
  const hidden = (finding.evidence.withheld ?? 0) + (finding.evidence.omitted ?? 0);
  if (!first) return html`${hidden ? `${plural(hidden, 'value')} not shown` : 'No values'}`;
  const more = rest.length + hidden;
  return html`<code>${first.field}</code> ${shown(first.before) ? html`<del>${shown(first.before)}</del>` : nothing}
    ${shown(first.after) ? html`<ins>${shown(first.after)}</ins>` : nothing}${more ? html` <span class="muted">and ${more} more</span>` : nothing}`;
}

/** The table of what differs, with a word on what it leaves out. */
export function evidenceTable(finding) {
  const list = changesOf(finding);
  const { withheld = 0, omitted = 0 } = finding.evidence;
  return html`
    ${list.length ? diff(list, { caption: 'What differs', beforeWord: 'Baseline', afterWord: 'Now', fieldText: (field) => field })
      : html`<p class="muted">None of its values may be shown.</p>`}
    ${withheld ? html`<p class="note">${plural(withheld, 'place')} ${withheld === 1 ? 'differs' : 'differ'} too, but the configuration lets nobody see what is there.</p>` : nothing}
    ${omitted ? html`<p class="note">${plural(omitted, 'further place')} ${omitted === 1 ? 'differs' : 'differ'}; evidence keeps the first only.</p>` : nothing}`;
}
