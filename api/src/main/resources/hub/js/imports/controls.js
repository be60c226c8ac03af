// Fields of an import's form that hold one text each.
import { html, live, nothing } from '../lib/lit.js';
import { field } from '../ui/form.js';

/**
 * Makes fields: values has what they hold, errors what is wrong, both by name. set(name, value) takes what is new while one types,
 * not when the field is left: a button that moves away under the pointer takes no click.
 */
export function controls({ values, errors, set }) {
  const value = (name) => values[name] ?? '';
  return {
    select: (name, label, choices) => field({ name, label, error: errors[name],
      control: (a) => html`<select id=${a.id} aria-invalid=${a.invalid} aria-describedby=${a.describedBy} .value=${live(value(name))}
        @change=${(event) => set(name, event.target.value)}>
        ${choices.map(([one, word]) => html`<option value=${one} .selected=${one === value(name)}>${word}</option>`)}</select>` }),
    text: (name, label, hint, { placeholder, inputmode, required } = {}) => field({ name, label, hint, error: errors[name],
      control: (a) => html`<input id=${a.id} autocomplete="off" spellcheck="false" inputmode=${inputmode ?? nothing} placeholder=${placeholder ?? nothing}
        aria-required=${required ? 'true' : nothing} aria-invalid=${a.invalid} aria-describedby=${a.describedBy}
        .value=${live(value(name))} @input=${(event) => set(name, event.target.value)}>` }),
  };
}
