// A draft of a location, with what the rules say of it and what can be decided.
import { html, nothing } from '../lib/lit.js';
import { words } from '../ui/text.js';
import { moment } from '../ui/time.js';
import { addressOf, confidenceWord, draftName, hoursText, itemChip } from './words.js';

/** open: whether the review is; common: warnings that all have; gone: whether it has left the filter; act: {approve, reject, edit, takeBack} or null. */
export function draftCard(item, { open, gone, act, chosen, common = [] }) {
  const payload = item.payload ?? {};
  const name = draftName(item);
  return html`<li class="card review-card ${gone ? 'gone' : ''}" tabindex="-1" data-card=${item.id} aria-label=${name}
      aria-current=${chosen ? 'true' : nothing}>
    <div class="review-head">
      <h2 class="grow">${name}</h2>
      ${itemChip(item)}
    </div>
    <p class="muted small">${[confidenceWord(item.confidence), item.user_payload ? 'edited' : ''].filter(Boolean).join(' · ')}</p>
    <dl class="facts">
      ${fact('Address', addressOf(payload))}
      ${fact('Phone', payload.phone)}
      ${fact('Website', payload.website)}
      ${fact('Hours', hoursText(payload.hours))}
      ${fact('Tags', [...(payload.categories ?? []), ...(payload.tags ?? [])].join(', '))}
    </dl>
    ${problems(item, common)}
    ${item.status === 'failed' && item.import_result ? html`<p class="note" data-status="failed">${item.import_result.message}</p>` : nothing}
    <div class="row review-actions">${open && act && item.status !== 'imported' ? buttons(item, name, act) : ended(item)}</div>
  </li>`;
}

const fact = (word, text) => html`<dt>${word}</dt><dd>${text || html`<span class="muted">none</span>`}</dd>`;

function problems(item, common) {
  const warnings = item.warnings.filter((one) => !common.includes(one));
  return html`${item.validation_errors.length ? html`<div class="note" data-status="failed"><ul class="plain-list">
      ${item.validation_errors.map((one) => html`<li><span class="strong">${words(one.field)}:</span> ${one.message}</li>`)}</ul></div>` : nothing}
    ${warnings.length ? html`<div class="note" data-status="partial"><ul class="plain-list">
      ${warnings.map((one) => html`<li>${words(one)}</li>`)}</ul></div>` : nothing}`;
}

// in the place of the buttons: the cards below stay where they are when it is imported
function ended(item) {
  const found = item.status === 'imported' ? item.import_result : null;
  if (found) return html`<span class="muted">${found.existing ? 'Was there already, as' : 'Became'} location ${found.location_id}</span>`;
  return html`<span class="muted">${item.decided_at ? html`Decided ${moment(item.decided_at)}` : 'Nobody has decided on it'}</span>`;
}

function buttons(item, name, act) {
  const button = (word, look, handler) => html`<button type="button" class=${look} aria-label=${`${word} ${name}`} @click=${() => handler(item)}>${word}</button>`;
  return html`
    ${item.status === 'approved' || item.status === 'rejected' ? button('Take back', '', act.takeBack) : [
    button('Approve', item.validation_errors.length ? '' : 'primary', act.approve), button('Reject', '', act.reject)]}
    ${button('Edit…', '', act.edit)}`;
}
