// The form that asks for a pack: what goes in, and of which time.
import * as api from '../lib/api.js';
import { html, nothing } from '../lib/lit.js';
import { field } from '../ui/form.js';
import { formDialog } from '../ui/form-dialog.js';

const STATUSES = ['new', 'acknowledged', 'resolved'];

/** Opens it; resolves to the pack that was asked for, undefined when it was left. */
export function generateDialog(tenant) {
  const form = { findings: true, operations: true, items: true, statuses: new Set(STATUSES), from: '', to: '', evidence: '' };
  let key = api.newKey();
  return formDialog({
    title: `Generate a review pack of ${tenant.name}`, verb: 'Generate',
    check: () => check(form),
    send: () => api.post('/api/review-packs', { tenant_id: tenant.id, options: optionsOf(form) }, { key }),
    pointers: { '/options/from': 'from', '/options/to': 'to', '/options/evidence_limit': 'evidence' },
    view: (fields, repaint) => packFields(form, fields, (act) => (event) => {
      act(event.target);
      key = api.newKey();
      repaint();
    }),
  });
}

/** changing(act) is what an event does: act takes what its element says. */
function packFields(form, fields, changing) {
  const set = (name) => changing((element) => { form[name] = element.type === 'checkbox' ? element.checked : element.value; });
  const check1 = (name, word, disabled = false) => html`<label class="check"><input type="checkbox" .checked=${form[name] && !disabled}
    ?disabled=${disabled} @change=${set(name)}> ${word}</label>`;
  const day = (name, label, hint) => field({ name, label, hint, error: fields[name],
    control: (a) => html`<input id=${a.id} type="date" .value=${form[name]} aria-invalid=${a.invalid} aria-describedby=${a.describedBy} @change=${set(name)}>` });
  return html`
    <fieldset class="plain-set stack-small"><legend>What goes in</legend>
      ${check1('findings', 'Findings')}
      ${check1('operations', 'Operations')}
      ${check1('items', 'Results of operations, item by item', !form.operations)}</fieldset>
    <fieldset class="plain-set stack-small" ?disabled=${!form.findings}><legend>Findings that are</legend>
      <div class="row">${STATUSES.map((status) => html`<label class="check"><input type="checkbox" .checked=${form.statuses.has(status)}
        @change=${changing((element) => form.statuses[element.checked ? 'add' : 'delete'](status))}> ${status}</label>`)}</div>
      ${fields.statuses ? html`<p class="error-line">${fields.statuses}</p>` : nothing}</fieldset>
    <div class="pair">${day('from', 'From', 'This day included')}${day('to', 'To', 'This day included')}</div>
    ${field({ name: 'evidence', label: 'Evidence in the report', hint: 'Findings of a type that are shown in full, 0 to 200; the tables have all',
      error: fields.evidence, control: (a) => html`<input id=${a.id} inputmode="numeric" placeholder="As configured" autocomplete="off" .value=${form.evidence}
        aria-invalid=${a.invalid} aria-describedby=${a.describedBy} @input=${set('evidence')}>` })}`;
}

function check(form) {
  const fields = {};
  const rest = [];
  if (!form.findings && !form.operations) rest.push('Choose findings, operations, or both: a pack without them would be empty');
  if (form.findings && !form.statuses.size) fields.statuses = 'Choose at least one';
  if (form.from && form.to && form.from > form.to) fields.to = 'Must not be before the first day';
  if (form.evidence && !/^([0-9]|[1-9][0-9]|1[0-9]{2}|200)$/.test(form.evidence.trim())) fields.evidence = 'Must be a whole number from 0 to 200';
  if (fields.statuses && !rest.length) rest.push('Choose at least one status of findings');
  return rest.length || Object.keys(fields).length ? { fields, rest } : null;
}

function optionsOf(form) {
  const everyStatus = form.statuses.size === STATUSES.length;
  return {
    include_findings: form.findings,
    include_operations: form.operations,
    include_items: form.operations && form.items,
    evidence_limit: form.evidence.trim() === '' ? null : Number(form.evidence),
    from: form.from ? midnight(form.from, 0) : null,
    to: form.to ? midnight(form.to, 1) : null,
    statuses: form.findings && !everyStatus ? [...form.statuses] : [],
  };
}

// days as this person has them
function midnight(day, later) {
  const [year, month, date] = day.split('-').map(Number);
  return new Date(year, month - 1, date + later).toISOString();
}
