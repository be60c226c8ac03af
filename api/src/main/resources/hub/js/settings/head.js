// The head that both pages of the settings have.
import { html, nothing } from '../lib/lit.js';
import { tabs } from '../ui/table.js';

/** action is a button, or nothing. */
export const settingsHead = (current, action = nothing) => html`
  <div class="page-head"><h1>${current}</h1>${action}</div>
  ${tabs([['Keys', '/settings/keys', current === 'Keys'], ['Members', '/settings/members', current === 'Members']], 'Settings')}`;

/** What who is no admin sees. */
export const adminsOnly = () => html`<div class="state"><h1>Only admins see this</h1>
  <p>Ask an admin of your workspace for a key, or for another role.</p><a class="button" href="/">Operations</a></div>`;

export const ROLES = [
  ['viewer', 'Viewer', 'Reads'],
  ['operator', 'Operator', 'Starts, cancels, retries, decides, uploads'],
  ['admin', 'Admin', 'Keys, members, queues and budgets, too'],
];

export const roleWord = (role) => ROLES.find(([word]) => word === role)?.[1] ?? role;
