// What stands at an address, or what an API gives page by page: where it is and how it is read.
import { html, nothing } from '../lib/lit.js';
import { controls } from './controls.js';

const FORMATS = [['', 'Find out'], ['csv', 'CSV'], ['xml', 'XML'], ['excel', 'Workbook'], ['json', 'JSON']];
const KINDS = [
  ['', 'There is one page only'], ['page', 'Pages are counted'], ['offset', 'Records are counted'], ['cursor', 'Each page has a cursor'],
  ['next_url', 'Each page has the address of the next'], ['link', 'The header Link has the next'],
];
const COUNTED = ['page', 'offset'];
const POINTED = ['cursor', 'next_url'];
const POINTER = /^(\/([^~/]|~[01])*)*$/;

/** Where an import can come from: [in the address of the page, its word, its heading]. */
export const SOURCES = [['', 'A file', 'Import a file'], ['address', 'An address', 'Import from an address'], ['api', 'An API', 'Import from an API']];

/** Nothing said yet. */
export const nothingSaid = () => ({ url: '', credential: '', format: '', records: '', kind: '', parameter: '', start: '', next: '', size_parameter: '', size: '' });

/** The format that the options are those of; null while it is to be found out. */
export const formatOf = (from, remote) => (from === 'api' ? 'api' : remote.format || null);

/** What is wrong, by field. */
export function wrongRemote(from, remote) {
  const wrong = {};
  const whole = (name, most) => {
    const text = remote[name].trim();
    if (text && !(/^\d+$/.test(text) && Number(text) <= most)) wrong[name] = 'Must be a whole number';
  };
  if (!/^https?:\/\/[^\s/]/i.test(remote.url.trim()) || !URL.canParse(remote.url.trim())) wrong.url = 'Enter an address that begins with http:// or https://';
  if (asksRecords(from, remote) && !POINTER.test(remote.records.trim())) wrong.records = 'Must be empty or begin with /, like /data/items';
  if (from === 'api') {
    if (POINTED.includes(remote.kind) && !(remote.next.trim() && POINTER.test(remote.next.trim()))) wrong.next = 'Say where it stands, like /data/next';
    if (COUNTED.includes(remote.kind)) whole('start', 1e9);
    if (remote.kind) whole('size', 100_000);
  }
  return wrong;
}

/** The members of the body of an import that say what is read. */
export function remoteInput(from, remote) {
  const said = (name) => remote[name].trim() || null;
  const number = (name) => (said(name) ? Number(said(name)) : null);
  const body = { subtype: from === 'api' ? 'api' : 'url', url: remote.url.trim(), credential: said('credential') };
  if (asksRecords(from, remote)) body.records = said('records');
  if (from === 'address') body.format = remote.format || null;
  if (from === 'api' && remote.kind) {
    body.paging = filled({
      kind: remote.kind,
      parameter: remote.kind === 'next_url' || remote.kind === 'link' ? null : said('parameter'),
      start: COUNTED.includes(remote.kind) ? number('start') : null,
      next: POINTED.includes(remote.kind) ? said('next') : null,
      size_parameter: said('size_parameter'), size: said('size_parameter') ? number('size') : null,
    });
  }
  return filled(body);
}

const filled = (body) => Object.fromEntries(Object.entries(body).filter(([, value]) => value !== null));
const asksRecords = (from, { format }) => from === 'api' || format === 'json';

/** The fields; change(name, value) takes what is new, ofFormat is a field for the format that was chosen. */
export function remoteFields({ from, remote, errors, change, ofFormat }) {
  const { select, text } = controls({ values: remote, errors, set: change });
  return html`
    ${text('url', from === 'api' ? 'Address of the first page' : 'Address of the file', 'Of the public internet, unless an operator has opened yours', { inputmode: 'url', required: true, placeholder: 'https://' })}
    <div class="form-grid">
      ${text('credential', 'Credential', 'The name of one that an operator has configured, never the secret itself', { placeholder: 'None' })}
      ${from === 'address' ? html`${select('format', 'Format', FORMATS)}${ofFormat}` : nothing}
      ${asksRecords(from, remote) ? text('records', 'Records stand at', 'Such as /data/items; empty when the answer is the list') : nothing}
      ${from === 'api' ? html`
        ${select('kind', 'Next pages', KINDS)}
        ${paging(remote, text)}` : nothing}
    </div>`;
}

function paging({ kind }, text) {
  if (!kind) return nothing;
  return html`
    ${POINTED.includes(kind) ? text('next', kind === 'cursor' ? 'The cursor stands at' : 'The address stands at', 'Such as /data/next', { required: true }) : nothing}
    ${kind === 'next_url' || kind === 'link' ? nothing : text('parameter', 'Page parameter', '', { placeholder: kind })}
    ${COUNTED.includes(kind) ? text('start', 'Counted from', '', { inputmode: 'numeric', placeholder: kind === 'page' ? '1' : '0' }) : nothing}
    ${text('size_parameter', 'Size parameter', '', { placeholder: 'None' })}
    ${text('size', 'Records a page', '', { inputmode: 'numeric' })}`;
}
