// The table of operations: fixed columns, rows that stay where they are; cards on phones.
import { html, nothing, repeat } from '../lib/lit.js';
import { part, progressBar, progressText } from '../ui/progress.js';
import { chip } from '../ui/status.js';
import { count } from '../ui/text.js';
import { duration, running, started, when } from '../ui/time.js';
import { stillMatches } from './list.js';
import { nameOf } from './row.js';

/** handlers: toggle(row, event), toggleAll(checked); selectable is false for those who may only look. */
export function operationTable(list, { selectable, userId, dense, toggle, toggleAll }) {
  const all = list.rows.length > 0 && list.rows.every((row) => list.selected.has(row.id));
  const some = list.rows.some((row) => list.selected.has(row.id));
  return html`<table class="table cards operations ${dense ? 'dense' : ''}">
    <colgroup>${selectable ? html`<col class="col-check">` : nothing}<col class="col-status"><col><col class="col-progress"><col class="col-user"><col class="col-started"><col class="col-duration"></colgroup>
    <thead><tr>
      ${selectable ? html`<th scope="col"><input type="checkbox" aria-label="Select all shown" .checked=${all} .indeterminate=${some && !all}
        @change=${(event) => toggleAll(event.target.checked)}></th>` : nothing}
      <th scope="col">Status</th><th scope="col">Operation</th><th scope="col">Progress</th>
      <th scope="col">User</th><th scope="col">Started</th><th scope="col" class="number">Duration</th>
    </tr></thead>
    <tbody>${repeat(list.rows, (row) => row.id, (row) => html`
      <tr data-id=${row.id} aria-selected=${list.selected.has(row.id) ? 'true' : nothing} class=${stillMatches(row, list.filters) ? '' : 'gone'}>
        ${selectable ? html`<td class="cell-check"><input type="checkbox" aria-label=${`Select ${nameOf(row)}, number ${row.id}`}
          .checked=${list.selected.has(row.id)} @click=${(event) => toggle(row, event)}></td>` : nothing}
        <td class="cell-status">${chip(row.bucket)}</td>
        <td class="cell-name"><span class="two-lines"><a class="strong quiet" href=${`/operations/${row.id}`} title=${nameOf(row)}>${nameOf(row)}</a>
          <span class="muted small" title=${second(row)}>${second(row)}</span></span></td>
        <td class="cell-progress" data-label="Progress">${progressCell(row)}</td>
        <td class="cell-user clip" data-label="User">${userCell(row, userId)}</td>
        <td class="cell-started nowrap" data-label="Started">${started(row.startedAt, row.createdAt)}</td>
        <td class="cell-duration number nowrap" data-label="Duration">${durationCell(row)}</td>
      </tr>`)}</tbody>
  </table>`;
}

function second(row) {
  const parts = row.name ? [row.type, `#${row.id}`] : [`#${row.id}`];
  if (row.retry) parts.push(`retry ${row.retry.attempt} of ${row.retry.of} at ${when(row.retry.at)}`);
  else if (row.error && row.bucket !== 'succeeded') parts.push(row.error);
  else if (row.step && ['running', 'queued', 'waiting_review'].includes(row.bucket)) parts.push(row.step);
  return parts.join(' · ');
}

function progressCell(row) {
  if (row.bucket === 'running') {
    return html`<span class="progress-cell">${progressBar(part(row.percent, false), { status: row.bucket, label: `Progress of ${nameOf(row)}` })}
      <span class="small muted clip">${progressText(row.processed, row.total) || row.step || ''}</span></span>`;
  }
  const failed = row.failed ? html`<span class="failed-count">${count(row.failed)} failed</span>` : nothing;
  if (!row.processed && !row.total) return failed;
  return html`<span class="progress-cell"><span class="clip">${progressText(row.processed, row.total)}</span>${failed}</span>`;
}

function userCell(row, userId) {
  if (row.userId === null) return html`<span class="muted">Waybill</span>`;
  return row.userId === userId ? 'You' : row.userName ?? `User ${row.userId}`;
}

function durationCell(row) {
  if (!row.startedAt) return nothing;
  if (row.finishedAt) return duration(Date.parse(row.finishedAt) - Date.parse(row.startedAt));
  return row.bucket === 'running' ? running(row.startedAt) : nothing;
}
