// What a dry run of the first rows says: each row, what would become of it, and why not.
import { html, nothing } from '../lib/lit.js';
import { fieldName } from './mapping.js';
import { changes, diff } from '../ui/diff.js';
import { chip } from '../ui/status.js';
import { count, plural, words } from '../ui/text.js';

/** {process, items}; stale when the form says something else by now. */
export function previewOf({ process, items }, stale) {
  return html`
    ${stale ? html`<p class="note" data-status="partial">This is what came out before your last changes. Preview again to see what they do.</p>` : nothing}
    ${process.operator_status === 'failed' ? html`<p class="note" data-status="failed">${process.error_message}</p>` : html`<p>${sentence(process)}</p>`}
    ${items.length ? table(items) : nothing}`;
}

function sentence(process) {
  const { inserted = 0, updated = 0, unchanged = 0, failed = 0, rows = 0, dialect, delimiter, charset, part } = process.summary ?? {};
  const read = [dialect && dialect !== 'plain' ? `written by ${words(dialect)}` : null,
    delimiter ? `divided by ${{ ',': 'commas', ';': 'semicolons', '\t': 'tabs', '|': 'bars' }[delimiter] ?? delimiter}` : null,
    charset, part].filter(Boolean).join(', ');
  return html`<span class="strong">Of the first ${plural(rows, 'row')}: ${count(inserted)} new, ${count(updated)} changed,
    ${count(unchanged)} as they are, ${count(failed)} with errors.</span>
    ${read ? html`<span class="muted"> Read as ${read}.</span>` : nothing}`;
}

function table(items) {
  return html`<table class="table cards preview">
    <caption class="visually-hidden">Rows of the preview</caption>
    <colgroup><col class="col-row"><col class="col-result"><col class="col-record"><col></colgroup>
    <thead><tr><th scope="col" class="number">Row</th><th scope="col">Result</th><th scope="col">Record</th><th scope="col">What</th></tr></thead>
    <tbody>${items.map((item) => html`<tr>
      <td class="number" data-label="Row">${count(item.item_index + 1)}</td>
      <td>${result(item)}</td>
      <td data-label="Record">${item.item_key ?? nothing}</td>
      <td data-label="What"><div class="preview-what">${what(item)}</div></td>
    </tr>`)}</tbody>
  </table>`;
}

function result(item) {
  if (item.status === 'error') return chip('failed', 'Error');
  if (item.status === 'skipped') return chip('cancelled', item.error_code === 'unchanged' ? 'As it is' : 'Left out');
  return chip('succeeded', item.before_state ? 'Changed' : 'New');
}

function what(item) {
  if (item.status === 'error') return html`<span>${item.message}</span>${row(item.after_state)}`;
  if (item.status === 'skipped') return item.message ?? words(item.error_code);
  const list = changes(item.before_state, item.after_state);
  return html`<details><summary>${list.map((change) => fieldName(change.field)).slice(0, 5).join(', ')}${list.length > 5 ? ` and ${list.length - 5} more` : ''}</summary>
    ${diff(list, { caption: `Changes of row ${item.item_index + 1}` })}</details>`;
}

function row(source) {
  if (!source?.columns) return nothing;
  return html`<details><summary>The row as it stands${source.row ? ` in line ${source.row}` : ''}</summary>
    <dl class="facts">${source.columns.map((column, index) => html`<dt>${column}</dt><dd>${source.values[index] ?? ''}</dd>`)}</dl></details>`;
}
