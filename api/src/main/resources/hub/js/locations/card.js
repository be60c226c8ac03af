// A draft of a location, with what the rules say of it and what can be decided.
import { html, nothing } from '../lib/lit.js';
import { words } from '../ui/text.js';
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
    ${result(item)}
    ${open && act ? buttons(item, name, act) : nothing}
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

function result(item) {
  const found = item.import_result;
  if (!found) return nothing;
  if (item.status === 'failed') return html`<p class="note" data-status="failed">${found.message}</p>`;
  return html`<p class="muted small">${found.existing ? 'Was there already, as' : 'Became'} location ${found.location_id}</p>`;
}

function buttons(item, name, act) {
  if (item.status === 'imported') return nothing;
  const button = (word, look, handler) => html`<button type="button" class=${look} aria-label=${`${word} ${name}`} @click=${() => handler(item)}>${word}</button>`;
  return html`<div class="row">
    ${item.status === 'approved' || item.status === 'rejected' ? button('Take back', '', act.takeBack) : [
    button('Approve', item.validation_errors.length ? '' : 'primary', act.approve), button('Reject', '', act.reject)]}
    ${button('Edit…', '', act.edit)}
  </div>`;
}
