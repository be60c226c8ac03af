// A form in a dialog: checked, sent, closed with the answer; what is wrong stands beside its field and what was typed is kept.
import { Problem } from '../lib/api.js';
import { html, nothing } from '../lib/lit.js';
import { openDialog } from './dialog.js';
import { errorsOf, focusError, summary } from './form.js';

/**
 * Opens it; resolves to what send() answered, undefined when it was left. Options: title; verb, the word of its button;
 * check() gives what is wrong, {fields, rest}, or null; send() asks the server; pointers as for errorsOf, or refused(problem)
 * gives {fields, rest} itself; view(fields, repaint) paints the fields.
 */
export function formDialog({ title, verb, check, send, pointers, refused = (problem) => errorsOf(problem, pointers), view }) {
  const state = { fields: {}, rest: [], busy: false };
  return openDialog((close, repaint) => {
    const submit = async (event) => {
      event.preventDefault();
      if (state.busy) return;
      const form = event.target;
      const refuse = ({ fields = {}, rest = [] }) => {
        Object.assign(state, { fields, rest, busy: false });
        repaint();
        focusError(form);
      };
      const wrong = check();
      if (wrong) return refuse(wrong);
      Object.assign(state, { fields: {}, rest: [], busy: true });
      repaint();
      try {
        close(await send());
      } catch (problem) {
        if (!(problem instanceof Problem)) throw problem;
        refuse(refused(problem));
      }
    };
    return html`<form novalidate @submit=${submit}>
      <h2>${title}</h2>
      ${summary(state.rest)}
      ${view(state.fields, repaint)}
      <div class="row end"><button type="button" @click=${() => close()}>Back</button>
        <button type="submit" class="primary" aria-busy=${state.busy ? 'true' : nothing}>${verb}</button></div>
    </form>`;
  });
}
