// A suggestion: what stands there, what would stand there, and what can be decided.
import { html, nothing } from '../lib/lit.js';
import { diff } from '../ui/diff.js';
import { words } from '../ui/text.js';
import { moment } from '../ui/time.js';
import { itemChip, itemName, readable, suggested } from './words.js';

/** open: whether the review is; gone: whether it has left the filter; act: {approve, reject, edit, takeBack} or null. */
export function suggestionCard(item, { open, gone, act }) {
  const name = itemName(item);
  const changes = suggested(item).map((change) => ({ ...change, before: readable(change.before), after: readable(change.after) }));
  return html`<li class="card review-card ${gone ? 'gone' : ''}" tabindex="-1" data-card=${item.id} aria-label=${name}>
    <div class="review-head"><h2 class="grow">${name}</h2>${itemChip(item)}</div>
    <p class="muted small">${[item.confidence ? `${words(item.confidence)} confidence` : null, item.user_state ? 'edited' : null, item.cached ? 'answer known already' : null]
      .filter(Boolean).join(' · ')}</p>
    ${changes.length ? diff(changes, { caption: `Suggestion for ${name}`, beforeWord: 'Now', afterWord: 'Suggested' }) : nothing}
    ${item.message && !['pending_review', 'approved', 'rejected', 'applied'].includes(item.status) ? html`<p class="note" data-status=${item.status === 'failed' ? 'failed' : 'partial'}>${item.message}</p>` : nothing}
    ${item.warnings.length ? html`<div class="note" data-status="partial"><ul class="plain-list">${item.warnings.map((one) => html`<li>${words(one)}</li>`)}</ul></div>` : nothing}
    <div class="row review-actions">${open && act ? buttons(item, name, act) : decided(item)}</div>
  </li>`;
}

function buttons(item, name, act) {
  const button = (word, look, handler) => html`<button type="button" class=${look} aria-label=${`${word} ${name}`} @click=${() => handler(item)}>${word}</button>`;
  if (item.status === 'pending_review') {
    return html`${button('Approve', 'primary', act.approve)}${button('Reject', '', act.reject)}${button('Edit…', '', act.edit)}`;
  }
  if (['approved', 'rejected'].includes(item.status)) {
    return html`${button('Take back', '', act.takeBack)}${button('Edit…', '', act.edit)}`;
  }
  return decided(item);
}

// in the place of the buttons: the cards below stay where they are when the review ends
const decided = (item) => html`<span class="muted">${item.decided_at ? html`Decided ${moment(item.decided_at)}` : 'Nobody has decided on it'}</span>`;
