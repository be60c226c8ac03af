// How a file is to be read, beside its columns.
import { html, live, nothing } from '../lib/lit.js';
import { field } from '../ui/form.js';
import { controls } from './controls.js';

const DIALECTS = [['', 'Find out'], ['plain', 'Plain'], ['woocommerce', 'WooCommerce'], ['shopify', 'Shopify'], ['google', 'Google Merchant Center'], ['wordpress', 'WordPress']];
const DELIMITERS = [['', 'Find out'], [',', 'Comma'], [';', 'Semicolon'], ['\t', 'Tab'], ['|', 'Bar']];
const DECIMALS = [['', 'Read from each price'], ['.', 'Dot: 1,234.50'], [',', 'Comma: 1.234,50']];
const OF_FORMAT = { csv: ['delimiter', 'charset'], excel: ['sheet'], xml: ['record_path'] };
const OF_ALL = ['dialect', 'currency', 'decimal_separator'];

/** Only those that are said, and that this format has. */
export function optionsOf(options, format) {
  const known = [...OF_ALL, ...(OF_FORMAT[format] ?? [])];
  return Object.fromEntries(Object.entries(options).filter(([name]) => known.includes(name))
    .map(([name, value]) => [name, name === 'currency' ? value?.trim().toUpperCase() : name === 'delimiter' ? value : value?.trim()])
    .filter(([, value]) => value));
}

const optionControls = ({ state, change }) => controls({
  values: state.options, errors: state.errors, set: (name, value) => change({ options: { ...state.options, [name]: value } }),
});

/** What only files of this format are asked about. */
export function formatField({ state, format, change }) {
  const { select, text } = optionControls({ state, change });
  switch (format) {
    case 'csv': return select('delimiter', 'Columns are divided by', DELIMITERS);
    case 'excel': return text('sheet', 'Sheet', 'Its name or number; else the first that holds something');
    case 'xml': return text('record_path', 'Element of a record', 'Such as /catalog/product; else the one that repeats');
    default: return nothing;
  }
}

/** The fields; choose(id) takes a saved mapping, last is a field behind them. */
export function optionFields({ state, change, choose, last = nothing }) {
  const { select, text } = optionControls({ state, change });
  return html`<div class="form-grid">
    ${field({ name: 'saved', label: 'Saved mapping', control: (a) => html`<select id=${a.id} .value=${live(state.chosen)} @change=${(event) => choose(event.target.value)}>
      <option value="" .selected=${!state.chosen}>None</option>
      ${state.saved.map((one) => html`<option value=${one.id} .selected=${String(one.id) === state.chosen}>${one.name}</option>`)}</select>` })}
    ${field({ name: 'target', label: 'Its rows are', error: state.errors.target, control: (a) => html`<select id=${a.id} .value=${live(state.target)}
      @change=${(event) => change({ target: event.target.value })}>
      <option value="products" .selected=${state.target === 'products'}>Products</option>
      <option value="locations" .selected=${state.target === 'locations'}>Locations</option></select>` })}
    ${state.target === 'products' ? html`
      ${select('dialect', 'Written by', DIALECTS)}
      ${text('currency', 'Currency of the prices', 'Three letters, such as EUR', { placeholder: 'As the file says' })}
      ${select('decimal_separator', 'Decimals stand behind', DECIMALS)}` : nothing}
    ${last}
  </div>`;
}
