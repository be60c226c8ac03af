// The questionnaire from which a model drafts locations.
import { Problem, aborted, newKey, post } from '../lib/api.js';
import { html, nothing, render } from '../lib/lit.js';
import { errorsOf, field, focusError, summary } from '../ui/form.js';

export const title = 'Draft locations';

const MOST = 100;
const NEEDED = { brand: 'Say whose locations they are', business_type: 'Say what kind of business it is', geography: 'Say where they are' };

export function mount(container, route, context) {
  const values = { brand: '', business_type: '', geography: '', notes: '', count: '10', name: '' };
  const state = { errors: {}, rest: [], busy: false };
  let key = newKey();

  const paint = () => render(view(), container);

  function wrong(name) {
    if (NEEDED[name] && !values[name].trim()) return NEEDED[name];
    if (name === 'count' && !(Number.isInteger(Number(values.count)) && Number(values.count) >= 1 && Number(values.count) <= MOST)) return `Ask for 1 to ${MOST} locations`;
    return null;
  }

  function left(name) {
    const error = wrong(name);
    if (error === (state.errors[name] ?? null) || (!values[name] && !state.errors[name])) return;
    state.errors = { ...state.errors, [name]: error };
    paint();
  }

  async function submit(event) {
    event.preventDefault();
    if (state.busy) return;
    state.errors = Object.fromEntries(Object.keys(values).map((name) => [name, wrong(name)]).filter(([, error]) => error));
    state.rest = [];
    if (Object.keys(state.errors).length) return refused();
    state.busy = true;
    paint();
    const answers = Object.fromEntries(['brand', 'business_type', 'geography', 'notes'].map((name) => [name, values[name].trim()]).filter(([, text]) => text));
    try {
      const batch = await post('/api/ai-location-imports', { source_answers: answers, location_count: Number(values.count), name: values.name.trim() || null },
        { key, signal: context.signal });
      context.watched?.();
      context.navigate(`/locations/${batch.id}`, { replace: true });
    } catch (problem) {
      if (aborted(problem)) return;
      if (!(problem instanceof Problem)) throw problem;
      const { fields, rest } = errorsOf(problem, { '/location_count': 'count', '/name': 'name', '/source_answers': 'notes' });
      Object.assign(state, { busy: false, errors: fields, rest });
      refused();
    }
  }

  function refused() {
    paint();
    focusError(container);
  }

  function text(name, label, hint, control = 'input') {
    return field({ name, label, hint, error: state.errors[name], control: (a) => {
      const input = (event) => {
        values[name] = event.target.value;
        key = newKey();
        if (state.errors[name]) left(name);
      };
      return control === 'textarea'
        ? html`<textarea id=${a.id} maxlength="4000" aria-invalid=${a.invalid} aria-describedby=${a.describedBy} .value=${values[name]} @input=${input}></textarea>`
        : html`<input id=${a.id} type=${name === 'count' ? 'number' : 'text'} min=${name === 'count' ? 1 : nothing} max=${name === 'count' ? MOST : nothing} maxlength="200"
            autocomplete="off" aria-required=${NEEDED[name] ? 'true' : nothing} aria-invalid=${a.invalid} aria-describedby=${a.describedBy}
            .value=${values[name]} @input=${input} @blur=${() => left(name)}>`;
    } });
  }

  function view() {
    return html`<p class="crumbs"><a href="/locations">Locations</a> / New</p>
      <div class="page-head"><h1>Draft locations</h1></div>
      <form class="card questionnaire" novalidate @submit=${submit}>
        <p class="muted">A model drafts them, and you decide on each. Nothing becomes a location before you import it.</p>
        ${text('brand', 'Whose locations', 'The brand or company')}
        ${text('business_type', 'Kind of business', 'Such as café, bike shop, clinic')}
        ${text('geography', 'Where', 'A city, a region or a country')}
        ${text('notes', 'Anything else', 'Opening hours, size, what to leave out', 'textarea')}
        ${text('count', 'How many', `1 to ${MOST}`)}
        ${text('name', 'Name of this batch', 'For your lists; may stay empty')}
        <div class="row end"><a class="button" href="/locations">Cancel</a>
          <button type="submit" class="primary" aria-busy=${state.busy ? 'true' : nothing}>Draft locations</button></div>
        ${summary(state.rest)}
      </form>`;
  }

  paint();
  container.querySelector('input').focus();
}
