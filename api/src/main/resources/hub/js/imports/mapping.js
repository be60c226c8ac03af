// Which column becomes which field.
import { html, live, nothing } from '../lib/lit.js';
import { words } from '../ui/text.js';

const PRODUCT = [
  ['sku', 'name', 'price', 'currency', 'stock', 'description', 'categories', 'tags'],
  ['handle', 'sale_price', 'compare_at_price', 'vendor', 'image_urls', 'parent_sku', 'source_id', 'option1_name',
    'option1_value', 'option2_name', 'option2_value', 'option3_name', 'option3_value'],
];
const LOCATION = [
  ['name', 'address', 'city', 'state', 'zip', 'country', 'phone', 'website'],
  ['source_id', 'lat', 'lng', 'tags', 'categories', 'hours'],
];
const NAMES = { sku: 'SKU', zip: 'ZIP', lat: 'Latitude', lng: 'Longitude', image_urls: 'Image URLs', parent_sku: 'Parent SKU', source_id: 'Source id' };

/** What a field is called. */
export const fieldName = (field) => NAMES[field] ?? words(field);

/** Only what a target has. */
export function mappingFor(target, mapping) {
  const fields = (target === 'locations' ? LOCATION : PRODUCT).flat();
  return Object.fromEntries(Object.entries(mapping).map(([field, column]) => [field, column?.trim()])
    .filter(([field, column]) => fields.includes(field) && column));
}

/** The table: the usual fields open, the others folded unless one of them is mapped. */
export function mappingTable({ target, mapping, columns, errors, change }) {
  const [usual, others] = target === 'locations' ? LOCATION : PRODUCT;
  const row = (field) => line(field, mapping[field] ?? '', columns, errors[field], change);
  return html`<div class="mapping-list">${usual.map(row)}</div>
    <details class="mapping-more" ?open=${others.some((field) => mapping[field])}>
      <summary>More fields</summary><div class="mapping-list">${others.map(row)}</div></details>`;
}

function line(field, column, columns, error, change) {
  const id = `map-${field}`;
  const sample = columns.find((one) => one.name === column)?.samples[0];
  const known = !columns.length || !column || columns.some((one) => one.name === column);
  return html`<div class="mapping-line">
    <label for=${id}>${fieldName(field)}</label>
    ${columns.length ? html`<select id=${id} aria-invalid=${error || !known ? 'true' : nothing} .value=${live(column)}
        @change=${(event) => change(field, event.target.value)}>
        <option value="" .selected=${!column}>By its name</option>
        ${known ? nothing : html`<option value=${column} selected>${column} (not in this file)</option>`}
        ${columns.map(({ name }) => html`<option value=${name} .selected=${name === column}>${name}</option>`)}
      </select>`
    : html`<input id=${id} autocomplete="off" placeholder="By its name" aria-invalid=${error ? 'true' : nothing} .value=${column}
        @input=${(event) => change(field, event.target.value)}>`}
    <span class=${error ? 'mapping-error small' : 'muted small clip'} title=${error ?? sample ?? nothing}>${error ?? sample ?? ''}</span>
  </div>`;
}
