// One process: how far it is, where its time went, what became of its items, what failed, what it was given and left.
import { Problem, aborted, now } from '../lib/api.js';
import { html, render } from '../lib/lit.js';
import { loadPeople } from '../data/people.js';
import { labelOf, loadTypes } from '../data/types.js';
import { everySecond } from '../ui/time.js';
import { actOn } from '../operation/actions.js';
import { costCard, inputTab, linkCard, resultTab } from '../operation/aside.js';
import { processData } from '../operation/data.js';
import { failureCard, failureGroups, failureTab } from '../operation/failures.js';
import { head, statusCard } from '../operation/head.js';
import { itemTab } from '../operation/items.js';
import { eventLog, timeline } from '../operation/timeline.js';
import { nameOf, typeOf } from '../operations/row.js';
import { keyMap } from '../shell/keys.js';
import { copy } from '../ui/copy.js';
import { failed, skeleton } from '../ui/states.js';
import { isTerminal, statusWord } from '../ui/status.js';
import { tabs } from '../ui/table.js';
import { count } from '../ui/text.js';

const TABS = ['timeline', 'items', 'failures', 'input', 'result'];

export const title = (route) => `#${route.params.id}`;

export function mount(container, route, context) {
  const id = route.params.id;
  const shown = processData({ id, signal: context.signal, changed: paint });
  const items = itemTab({ id, signal: context.signal, changed: paint });
  let tab = 'timeline';
  let itemsOf = null;
  let types = null;
  let people = null;
  let peopleAsked = false;

  function open(next) {
    const asked = next.query.get('tab');
    tab = TABS.includes(asked) ? asked : 'timeline';
    const wanted = `${next.query.get('item_status') ?? ''} ${next.query.get('cursor') ?? ''}`;
    if (tab === 'items' && itemsOf !== wanted) {
      itemsOf = wanted;
      items.load(next.query.get('item_status') ?? '', next.query.get('cursor') ?? '', shown.data.process?.processed_items ?? 0);
    }
    paint();
  }

  function paint() {
    render(view(), container);
    if (shown.data.waiting?.held_by?.paused_by && !peopleAsked) learnPeople();
  }

  function view() {
    const { data } = shown;
    if (data.problem?.status === 404) return html`<div class="state"><h1>There is no operation ${id}</h1><a class="button" href="/">Operations</a></div>`;
    if (data.problem && !data.process) return failed('The operation', data.problem, () => shown.load());
    if (!data.process || !types) return skeleton(6);
    context.setTitle(titleOf(data.process));
    return html`${head(data, { allows, act })}${statusCard(data, people)}${tabBar(data)}${body(data)}`;
  }

  function titleOf(process) {
    const percent = process.operator_status === 'running' && process.progress_percent !== null ? ` ${Math.min(process.progress_percent, 99)} %` : '';
    return `${nameOf({ name: process.name, type: typeOf(process) })}, ${statusWord(process.operator_status).toLowerCase()}${percent}`;
  }

  function tabBar({ process }) {
    const numbers = { items: count(process.processed_items || 0), failures: process.failed_items ? count(process.failed_items) : '' };
    return tabs(TABS.map((one) => [one[0].toUpperCase() + one.slice(1), `/operations/${id}${one === 'timeline' ? '' : `?tab=${one}`}`, one === tab, numbers[one]]), 'Parts of the operation');
  }

  function body(data) {
    switch (tab) {
      case 'items': return html`<div class="tab-body">${items.view(data.process)}</div>`;
      case 'failures': return html`<div class="tab-body">${failureTab(data, retries(data))}</div>`;
      case 'input': return html`<div class="tab-body">${inputTab(data)}</div>`;
      case 'result': return html`<div class="tab-body">${resultTab(data)}</div>`;
      default: return timelineTab(data);
    }
  }

  function timelineTab(data) {
    const until = data.process.finished_at ? Date.parse(data.process.finished_at) : now();
    return html`<div class="columns tab-body">
      <div class="stack">${timeline(data.events, until, data.watched)}${eventLog(data.events, data.moreEvents ? () => shown.moreEvents() : null)}</div>
      <div class="stack">${failureCard(data)}${costCard(data)}${linkCard(data)}</div>
    </div>`;
  }

  // whether failed items of this type can be repeated: 'no', 'all' of them, or 'by_error_code' too
  const repeats = () => types?.get(labelOf(shown.data.process))?.retries_failed_items ?? 'no';

  function retries(data) {
    if (!context.can('operator')) return {};
    if (data.process.failed_items && data.process.finished_at && repeats() === 'no') return { why: 'This type cannot run again over its failed items alone.' };
    if (!data.process.actions.includes('retry-failed-items')) return {};
    const several = failureGroups(data).length > 1;
    const byReason = repeats() === 'by_error_code';
    return {
      retryAll: () => act('retry-failed-items'),
      retryGroup: several && byReason ? (group) => act('retry-failed-items', { code: group.code }) : null,
      why: several && !byReason ? 'Failed items of this type are retried together, whatever their reason.' : null,
    };
  }

  async function act(action, options) {
    const done = await actOn(shown.data.process, action, options);
    if (!done) return;
    context.watched();
    if (String(done.id) === id) shown.acted(done);
    else context.navigate(`/operations/${done.id}`);
  }

  const allows = (action) => context.can('operator') && shown.data.process?.actions.includes(action);
  const step = (by) => {
    const links = [...container.querySelectorAll('.tabs a')];
    links[links.findIndex((link) => link.hasAttribute('aria-current')) + by]?.click();
  };

  const keysOver = keyMap({
    r: ['Retry', () => allows('retry') && act('retry')],
    c: ['Cancel…', () => allows('cancel') && act('cancel')],
    y: ['Copy the id', () => copy(id, 'id')],
    '[': ['Part before', () => step(-1)],
    ']': ['Next part', () => step(1)],
  });
  // the last segment grows and the rest of the time shrinks: both by the same clock as all relative times
  const ticking = everySecond(() => {
    if (shown.data.process && !isTerminal(shown.data.process.operator_status)) paint();
  });

  async function learnTypes() {
    try {
      types = await loadTypes();
    } catch (problem) {
      if (!(problem instanceof Problem)) throw problem;
      types = new Map();
    }
    paint();
  }

  async function learnPeople() {
    peopleAsked = true;
    try {
      people = await loadPeople(context);
      paint();
    } catch (problem) {
      if (!(problem instanceof Problem) && !aborted(problem)) throw problem;
    }
  }

  paint();
  learnTypes();
  shown.load().then(() => open(route));
  return {
    update: open,
    unmount() {
      ticking();
      keysOver();
      shown.close();
    },
  };
}
