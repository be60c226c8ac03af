// Editing a draft: what the rules say stands beside its field; what was typed is kept.
import { Problem, patch } from '../lib/api.js';
import { html, nothing } from '../lib/lit.js';
import { openDialog } from '../ui/dialog.js';
import { errorsOf, field, focusError, summary } from '../ui/form.js';
import { DAYS, dayTexts, hoursOf, wrongDays } from './hours.js';
import { draftName } from './words.js';

const FIELDS = [
  ['name', 'Name'], ['address', 'Address'], ['city', 'City'], ['state', 'State'], ['zip', 'ZIP'], ['country', 'Country'],
  ['phone', 'Phone'], ['website', 'Website'], ['lat', 'Latitude'], ['lng', 'Longitude'],
  ['categories', 'Categories', 'Divided by commas'], ['tags', 'Tags', 'Divided by commas'],
];
const LISTS = ['categories', 'tags'];
const NUMBERS = ['lat', 'lng'];

/** Resolves to the answer of the last save ({item, batch}), undefined when nothing was saved. saved(answer) is told of each. */
export function editDraft(item, saved) {
  const state = { item, values: valuesOf(item), days: dayTexts(item.payload?.hours), fields: errorsOfItem(item), wrong: {}, rest: [], busy: null, note: null };
  let dialog = null;
  return openDialog((close, repaint) => {
    async function save(event, status) {
      event.preventDefault();
      if (state.busy) return;
      dialog ??= document.querySelector('dialog[open]');
      Object.assign(state, { wrong: wrongDays(state.days), fields: {}, rest: [], note: null });
      if (Object.keys(state.wrong).length) {
        repaint();
        return focusError(dialog);
      }
      state.busy = status ?? 'save';
      repaint();
      try {
        const body = { user_payload: edits(state.item, state.values, state.days), ...(status ? { status } : {}) };
        const answer = await patch(`/api/ai-location-imports/${item.batch_id}/items/${item.id}`, body, { ifMatch: String(state.item.version) });
        saved(answer);
        if (!answer.item.validation_errors.length) return close(answer);
        Object.assign(state, { item: answer.item, fields: errorsOfItem(answer.item), note: 'Saved. It can be approved when what is marked is corrected.' });
      } catch (problem) {
        if (!(problem instanceof Problem)) throw problem;
        const { fields, rest } = errorsOf(problem);
        const ours = Object.fromEntries(Object.entries(fields).filter(([name]) => FIELDS.some(([one]) => one === name)));
        state.fields = ours;
        state.rest = problem.status === 412 ? ['Somebody else changed this draft meanwhile. Close this and look once more.']
          : rest.length || Object.keys(ours).length ? rest : [problem.message];
      }
      state.busy = null;
      repaint();
      focusError(dialog);
    }

    // what was wrong is looked at again while one types: a button that moves when a field is left takes no click
    function typedDay(day, text) {
      state.days[day] = text;
      if (!state.wrong[day]) return;
      state.wrong = wrongDays(state.days);
      repaint();
    }
    return html`<form novalidate @submit=${(event) => save(event, 'approved')}>
      <h2>Edit ${draftName(item)}</h2>
      ${summary(state.rest)}
      ${state.note ? html`<p class="note" data-status="partial" role="status">${state.note}</p>` : nothing}
      <div class="form-grid">${FIELDS.map(([name, label, hint]) => field({ name: `draft-${name}`, label, hint, error: state.fields[name],
        control: (a) => html`<input id=${a.id} name=${name} autocomplete="off" inputmode=${NUMBERS.includes(name) ? 'decimal' : nothing}
          aria-invalid=${a.invalid} aria-describedby=${a.describedBy} .value=${state.values[name]} @input=${(event) => { state.values[name] = event.target.value; }}>` }))}
      </div>
      <fieldset class="plain-set stack-small"><legend>Opening hours</legend>
        <p class="muted small" id="draft-hours-hint">Such as 09:00-12:00, 13:00-18:00, or closed, or 24 hours; empty where they are not known</p>
        <div class="form-grid days">${DAYS.map(([day, label]) => field({ name: `draft-${day}`, label, error: state.wrong[day],
          control: (a) => html`<input id=${a.id} name=${day} autocomplete="off" aria-invalid=${a.invalid}
            aria-describedby=${state.wrong[day] ? a.describedBy : 'draft-hours-hint'} .value=${state.days[day]}
            @input=${(event) => typedDay(day, event.target.value)}>` }))}</div>
      </fieldset>
      <div class="row end">
        <button type="button" data-focus @click=${() => close()}>Cancel</button>
        <button type="button" aria-busy=${state.busy === 'save' ? 'true' : nothing} @click=${(event) => save(event)}>Save</button>
        <button type="submit" class="primary" aria-busy=${state.busy === 'approved' ? 'true' : nothing}>Save and approve</button>
      </div>
    </form>`;
  }, { wide: true });
}

const errorsOfItem = (item) => Object.fromEntries(item.validation_errors.map((one) => [one.field, one.message]));

function valuesOf({ payload = {} }) {
  return Object.fromEntries(FIELDS.map(([name]) => [name, LISTS.includes(name) ? (payload[name] ?? []).join(', ') : String(payload[name] ?? '')]));
}

/** What was changed before, with what is changed now: the server replaces all edits by these. */
function edits(item, values, days) {
  const shown = valuesOf(item);
  const changed = FIELDS.filter(([name]) => values[name].trim() !== shown[name]).map(([name]) => [name, typed(name, values[name].trim())]);
  const before = dayTexts(item.payload?.hours);
  const hours = DAYS.some(([day]) => days[day].trim() !== before[day]) ? { hours: hoursOf(days) } : {};
  return { ...(item.user_payload ?? {}), ...Object.fromEntries(changed), ...hours };
}

function typed(name, text) {
  if (LISTS.includes(name)) return text.split(',').map((one) => one.trim()).filter(Boolean);
  if (!text) return null;
  return NUMBERS.includes(name) && Number.isFinite(Number(text)) ? Number(text) : text;
}
