// Importing: say where it comes from and what its columns mean, look at what would happen, then do it.
import { Problem, aborted, del, get, newKey, post, put, url } from '../lib/api.js';
import { html, nothing, render } from '../lib/lit.js';
import { readColumns } from '../imports/columns.js';
import { mappingFor, mappingTable } from '../imports/mapping.js';
import { formatField, optionFields, optionsOf } from '../imports/options.js';
import { previewOf } from '../imports/preview.js';
import { SOURCES, formatOf, nothingSaid, remoteFields, remoteInput, wrongRemote } from '../imports/remote.js';
import { watchProcess } from '../review/watch.js';
import { errorsOf, field, focusError, summary } from '../ui/form.js';
import { icon } from '../ui/icons.js';
import { skeleton } from '../ui/states.js';
import { isActive } from '../ui/status.js';
import { tabs } from '../ui/table.js';
import { size } from '../ui/text.js';
import { toast } from '../ui/toast.js';

const fromOf = (route) => SOURCES.find(([from]) => from === (route.query.get('from') ?? '')) ?? SOURCES[0];

export const title = (route) => fromOf(route)[2];

const PREVIEWED = 20;
const FORMATS = { csv: 'CSV', excel: 'Workbook', xml: 'XML' };

export function mount(container, route, context) {
  const { signal } = context;
  const state = {
    from: '', remote: nothingSaid(), file: null, stored: null, format: null, columns: [], busy: new Set(), over: false,
    target: 'products', mapping: {}, options: {}, saved: [], chosen: '', name: '',
    preview: null, previewing: false, previewed: '', errors: {}, rest: [], fileError: null,
  };
  let unwatch = () => {};
  let turn = 0;
  let key = newKey();

  const paint = () => render(view(), container);
  const said = () => JSON.stringify(input());

  /** The body of an import as the form stands. */
  function input() {
    return {
      ...(state.from ? remoteInput(state.from, state.remote) : { file_id: state.stored?.id }),
      target: state.target, ...optionsOf(state.options, format()),
      mapping: mappingFor(state.target, state.mapping),
    };
  }

  const format = () => (state.from ? formatOf(state.from, state.remote) : state.format);
  const what = () => (state.from ? new URL(state.remote.url.trim()).host : state.file.name);

  /** Another source has other columns: what was looked at says nothing of it. */
  function update(next) {
    const [from, , heading] = fromOf(next);
    context.setTitle(heading);
    if (from === state.from) return;
    turn++;
    unwatch();
    change({ from, preview: null, previewing: false });
  }

  function change(values) {
    Object.assign(state, values, { errors: {}, rest: [] });
    key = newKey();
    paint();
  }

  // ---- the file

  async function take(file) {
    if (!file || state.busy.has('upload')) return;
    state.busy.add('upload');
    Object.assign(state, { file, stored: null, fileError: null, preview: null, errors: {}, rest: [], columns: [] });
    paint();
    try {
      const { format, columns } = await readColumns(file);
      const form = new FormData();
      form.set('file', file);
      state.stored = await post('/api/files', form, { signal });
      Object.assign(state, { format, columns });
    } catch (problem) {
      if (aborted(problem)) return;
      if (!(problem instanceof Problem) && !(problem instanceof DOMException)) throw problem;
      Object.assign(state, { file: null, fileError: problem instanceof Problem ? problem.message : 'The file could not be read' });
    }
    state.busy.delete('upload');
    paint();
    if (state.stored) preview();
  }

  function drop(event) {
    event.preventDefault();
    state.over = false;
    take(event.dataTransfer.files[0]);
  }

  function hover(event, over) {
    event.preventDefault();
    if (state.over !== over) {
      state.over = over;
      paint();
    }
  }

  // ---- what it is done with

  /** Whether it can be asked for; else what is wrong stands beside its field. */
  function complete() {
    const errors = state.from ? wrongRemote(state.from, state.remote) : {};
    if (!Object.keys(errors).length) return true;
    Object.assign(state, { errors, rest: [] });
    paint();
    focusError(container);
    return false;
  }

  async function attempt(name, work) {
    if (state.busy.has(name)) return;
    state.busy.add(name);
    Object.assign(state, { errors: {}, rest: [] });
    paint();
    try {
      await work();
    } catch (problem) {
      if (aborted(problem)) return;
      refused(problem);
    } finally {
      state.busy.delete(name);
    }
    paint();
  }

  /** A later preview replaces one that is still on its way. */
  async function preview() {
    if (!complete()) return;
    const mine = ++turn;
    const current = () => mine === turn && !signal.aborted;
    unwatch();
    Object.assign(state, { previewing: true, previewed: said(), errors: {}, rest: [] });
    paint();
    try {
      const process = await post('/api/imports', { ...input(), dry_run: true, rows: PREVIEWED }, { signal });
      if (current()) unwatch = watchProcess(process, (latest) => { if (current() && !isActive(latest.operator_status)) ended(process.id, current); });
    } catch (problem) {
      if (aborted(problem) || !current()) return;
      refused(problem);
    }
  }

  async function ended(id, current) {
    unwatch();
    const [process, page] = await Promise.all([
      get(`/api/processes/${id}`, { signal }), get(`/api/processes/${id}/items?limit=${PREVIEWED}`, { signal })]);
    if (!current()) return;
    Object.assign(state, { previewing: false, preview: { process, items: page.items } });
    paint();
  }

  function refused(problem) {
    if (!(problem instanceof Problem)) throw problem;
    const { fields, rest } = errorsOf(problem);
    Object.assign(state, { errors: fields, rest, previewing: false });
    paint();
    focusError(container);
  }

  const start = (dryRun) => complete() && attempt(dryRun ? 'check' : 'import', async () => {
    const body = dryRun ? { ...input(), dry_run: true } : input();
    const process = await post('/api/imports', body, { signal, key: `${key}${dryRun ? '-check' : ''}` });
    context.watched?.();
    toast(dryRun ? `${what()} is being checked. Nothing is written` : `The import of ${what()} has started`);
    context.navigate(`/operations/${process.id}`);
  });

  // ---- saved mappings

  async function loadSaved() {
    state.saved = (await get('/api/import-mappings?limit=100', { signal })).items;
    paint();
  }

  function choose(id) {
    const found = state.saved.find((one) => String(one.id) === id);
    if (!found) return change({ chosen: '' });
    const mapping = Object.fromEntries(Object.entries(found.mapping ?? {}).filter(([, column]) => column));
    const ofFormat = state.from === 'address' && found.format ? { remote: { ...state.remote, format: found.format } } : {};
    change({ chosen: id, name: found.name, target: found.target, mapping, options: { ...found.options }, ...ofFormat });
  }

  const save = () => attempt('save', async () => {
    const name = state.name.trim();
    if (!name) {
      state.errors.mappingName = 'Give the mapping a name';
      return;
    }
    const body = {
      name, target: state.target, format: format() === 'json' ? null : format(), mapping: mappingFor(state.target, state.mapping),
      options: optionsOf(state.options, format()),
    };
    const there = state.saved.find((one) => one.name === name);
    const found = there
      ? await put(`/api/import-mappings/${there.id}`, body, { signal, ifMatch: String(there.version) })
      : await post('/api/import-mappings', body, { signal });
    await loadSaved();
    state.chosen = String(found.id);
    toast(there ? `The mapping ${name} was replaced` : `The mapping ${name} was saved`, there ? {} : {
      undo: async () => {
        await del(`/api/import-mappings/${found.id}`, { ifMatch: String(found.version) });
        loadSaved();
      },
    });
  });

  // ---- what is shown

  function view() {
    const [, , heading] = SOURCES.find(([from]) => from === state.from);
    return html`<div class="page-head"><h1>${heading}</h1></div>
      ${tabs(SOURCES.map(([from, word]) => [word, url('/imports/new', { from }), from === state.from]), 'Where it comes from')}
      <div class="stack import-new below-tabs">${state.from ? remoteCard() : fileCard()}${state.from || state.stored ? [formCard(), mappingCard(), actions(), outcome()] : nothing}</div>`;
  }

  function remoteCard() {
    return html`<section class="card stack" aria-labelledby="import-where">
      <h2 id="import-where">Where it is</h2>
      ${remoteFields({ from: state.from, remote: state.remote, errors: state.errors, ofFormat: formatField({ state, format: format(), change }),
        change: (name, value) => change({ remote: { ...state.remote, [name]: value } }) })}
    </section>`;
  }

  function fileCard() {
    return html`<div class="drop import-drop ${state.over ? 'over' : ''}" @dragover=${(event) => hover(event, true)}
        @dragleave=${(event) => hover(event, false)} @drop=${drop}>
      ${state.file ? html`<p class="strong">${state.file.name}</p>
        <p class="muted">${state.busy.has('upload') ? 'Uploading…' : `${FORMATS[state.format] ?? 'File'}, ${size(state.file.size)}`}</p>`
      : html`<p class="strong">Drop a CSV, Excel or XML file here</p><p class="muted">up to 200 MB</p>`}
      <label class="button ${state.file ? '' : 'primary'}" for="import-file">${icon('upload')}${state.file ? 'Choose another file' : 'Choose a file'}</label>
      <input type="file" id="import-file" class="visually-hidden" accept=".csv,.tsv,.txt,.xml,.xlsx,.xlsm" @change=${chosenFile}>
      ${state.fileError ? html`<p class="mapping-error" role="alert">${state.fileError}</p>` : nothing}
    </div>`;
  }

  function chosenFile(event) {
    const [file] = event.target.files;
    event.target.value = '';
    take(file);
  }

  function formCard() {
    return html`<section class="card" aria-labelledby="import-what">
      <h2 id="import-what">What it is</h2>
      ${optionFields({ state, change, choose, last: state.from ? nothing : formatField({ state, format: format(), change }) })}
    </section>`;
  }

  const columns = () => (state.from ? [] : state.columns);

  function mappingCard() {
    return html`<section class="card" aria-labelledby="import-mapping">
      <h2 id="import-mapping">Columns</h2>
      <p class="muted">${columns().length ? 'A column is found by its usual name. Choose another where that is wrong.'
        : 'A column is found by its usual name. Write the name of another where that is wrong: the preview shows what came out.'}</p>
      ${mappingTable({ target: state.target, mapping: state.mapping, columns: columns(), errors: state.errors,
        change: (name, column) => change({ mapping: { ...state.mapping, [name]: column } }) })}
      <div class="save-mapping">
        ${field({ name: 'mappingName', label: 'Name of this mapping', hint: 'Saved with the options above, for the next file like this', error: state.errors.mappingName ?? state.errors.name,
          control: (a) => html`<input id=${a.id} maxlength="100" autocomplete="off" aria-invalid=${a.invalid} aria-describedby=${a.describedBy}
            .value=${state.name} @input=${(event) => { state.name = event.target.value; paint(); }}>` })}
        <button type="button" aria-busy=${state.busy.has('save') ? 'true' : nothing} @click=${save}>${state.saved.some((one) => one.name === state.name.trim()) ? 'Replace mapping' : 'Save mapping'}</button>
      </div>
    </section>`;
  }

  function actions() {
    const button = (busy, word, act, look = '') => html`<button type="button" class=${look} aria-busy=${state.busy.has(busy) ? 'true' : nothing} @click=${act}>${word}</button>`;
    return html`<div class="row end">
      <button type="button" aria-busy=${state.previewing ? 'true' : nothing} @click=${preview}>Preview ${PREVIEWED} rows</button>
      ${button('check', 'Check all rows', () => start(true))}
      ${button('import', 'Import', () => start(false), 'primary')}
    </div>`;
  }

  function outcome() {
    return html`<section class="card import-outcome stack" aria-labelledby="import-preview" aria-busy=${state.previewing ? 'true' : nothing}>
      <h2 id="import-preview">Preview</h2>
      ${summary(state.rest)}
      ${state.previewing ? skeleton(6)
        : state.preview ? previewOf(state.preview, state.previewed !== said()) : html`<p class="muted">Nothing was looked at yet.</p>`}
    </section>`;
  }

  state.from = fromOf(route)[0];
  paint();
  loadSaved().catch((problem) => { if (!(problem instanceof Problem) && !aborted(problem)) throw problem; });
  return { update, unmount: () => unwatch() };
}
