// Forms: label above, hint below, what is wrong beside its field and summed up at the top. What was typed is kept.
import { html, nothing } from '../lib/lit.js';

/**
 * A field. control is a template that gets {id, invalid, describedBy} to put on its element:
 *   field({name: 'currency', label: 'Currency', hint: 'Three letters', error: errors.currency,
 *          control: (a) => html`<input id=${a.id} aria-invalid=${a.invalid} aria-describedby=${a.describedBy} …>`})
 */
export function field({ name, label, hint, error, control }) {
  const id = `field-${name}`;
  const describedBy = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(' ') || nothing;
  return html`<div class="field">
    <label for=${id}>${label}</label>
    ${control({ id, invalid: error ? 'true' : nothing, describedBy })}
    ${hint ? html`<p class="hint" id=${`${id}-hint`}>${hint}</p>` : nothing}
    ${error ? html`<p class="error" id=${`${id}-error`}>${error}</p>` : nothing}
  </div>`;
}

/**
 * Errors of a problem by field. pointers says which pointer belongs to which field ({'/input/currency': 'currency'}),
 * or is a function of the pointer; what belongs to none stays in rest, for the summary.
 */
export function errorsOf(problem, pointers = (pointer) => pointer.split('/').at(-1)) {
  const fields = {};
  const rest = [];
  for (const { pointer, detail } of problem.errors) {
    const name = typeof pointers === 'function' ? pointers(pointer) : pointers[pointer];
    if (name && !fields[name]) fields[name] = sentence(detail);
    else rest.push(sentence(detail));
  }
  if (!problem.errors.length) rest.push(problem.message);
  return { fields, rest };
}

function sentence(detail) {
  return detail.charAt(0).toUpperCase() + detail.slice(1);
}

/** What is wrong beside no field; focus it with focusSummary after the form was painted. */
export function summary(rest) {
  return rest.length ? html`<div class="summary" role="alert" tabindex="-1" data-summary>
    ${rest.length === 1 ? html`<p>${rest[0]}</p>` : html`<ul>${rest.map((one) => html`<li>${one}</li>`)}</ul>`}
  </div>` : nothing;
}

/** Gives the focus to the summary, or else to the first field that is wrong. */
export function focusError(container) {
  (container.querySelector('[data-summary]') ?? container.querySelector('[aria-invalid=true]'))?.focus();
}
