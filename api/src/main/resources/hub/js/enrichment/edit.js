// Writing something else than what was suggested.
import { Problem, shown } from '../lib/api.js';
import { html, nothing } from '../lib/lit.js';
import { openDialog } from '../ui/dialog.js';
import { errorsOf, field, focusError, summary } from '../ui/form.js';
import { words } from '../ui/text.js';
import { itemName, readable, suggested } from './words.js';

/** save(body) sends {user_state, status?}; its problem stays in the dialog. Resolves to what it returned. */
export function editSuggestion(item, save) {
  const columns = suggested(item);
  const values = Object.fromEntries(columns.map(({ field: name, after }) => [name, shown(readable(after))]));
  const state = { fields: {}, rest: [], busy: null };
  return openDialog((close, repaint) => {
    async function submit(event, status) {
      event.preventDefault();
      if (state.busy) return;
      const { edits, wrong } = read(columns, values);
      Object.assign(state, { fields: wrong, rest: [], busy: Object.keys(wrong).length ? null : status ?? 'save' });
      repaint();
      if (Object.keys(wrong).length) return focusError(document.querySelector('dialog[open]'));
      try {
        close(await save({ user_state: { ...item.user_state, ...edits }, ...(status ? { status } : {}) }));
      } catch (problem) {
        if (!(problem instanceof Problem)) throw problem;
        const { fields, rest } = errorsOf(problem);
        Object.assign(state, { busy: null, fields, rest: problem.status === 412 ? ['Somebody else changed it meanwhile. Close this and look once more.'] : rest });
        repaint();
        focusError(document.querySelector('dialog[open]'));
      }
    }
    return html`<form novalidate @submit=${(event) => submit(event, 'approved')}>
      <h2>Edit ${itemName(item)}</h2>
      ${summary(state.rest)}
      ${columns.map(({ field: name, before, after }) => field({ name: `suggestion-${name}`, label: words(name), error: state.fields[name],
        hint: shown(readable(before)) ? `Now: ${shown(readable(before))}` : 'Nothing stands there now',
        control: (a) => html`<textarea id=${a.id} rows=${String(values[name]).length > 80 ? 5 : 2} aria-invalid=${a.invalid} aria-describedby=${a.describedBy}
          spellcheck=${typeof after === 'string' ? nothing : 'false'} .value=${values[name]} @input=${(event) => { values[name] = event.target.value; }}></textarea>` }))}
      <div class="row end">
        <button type="button" data-focus @click=${() => close()}>Cancel</button>
        <button type="button" aria-busy=${state.busy === 'save' ? 'true' : nothing} @click=${(event) => submit(event)}>Save</button>
        <button type="submit" class="primary" aria-busy=${state.busy === 'approved' ? 'true' : nothing}>Save and approve</button>
      </div>
    </form>`;
  }, { wide: true });
}

/** Only what differs from the suggestion as it stands; empty clears the column. */
function read(columns, values) {
  const edits = {};
  const wrong = {};
  for (const { field: name, after } of columns) {
    const text = values[name].trim();
    if (text === shown(readable(after)).trim()) continue;
    try {
      edits[name] = typed(text, after);
    } catch {
      wrong[name] = 'Write it as JSON, as it was';
    }
  }
  return { edits, wrong };
}

function typed(text, after) {
  if (!text) return null;
  if (Array.isArray(after)) return text.split(',').map((one) => one.trim()).filter(Boolean);
  return typeof after === 'string' || after === null ? text : JSON.parse(text);
}
