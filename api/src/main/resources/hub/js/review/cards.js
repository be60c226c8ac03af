// A list of cards to decide on, one after the other, by keys or by buttons.
import { Problem } from '../lib/api.js';
import { keyMap } from '../shell/keys.js';
import { toast } from '../ui/toast.js';

/**
 * Keys of a review over the cards in container (elements with data-card="<id>"). act: {approve, reject, edit, takeBack},
 * each gets the id of the card that has the focus, or of the first one. Returns what takes the keys away.
 */
export function cardKeys(container, act) {
  const cards = () => [...container.querySelectorAll('[data-card]')];
  const current = () => document.activeElement?.closest('[data-card]');
  const move = (step) => {
    const all = cards();
    const at = all.indexOf(current());
    focusCard(all[Math.max(0, Math.min(all.length - 1, at < 0 ? 0 : at + step))]);
  };
  const on = (name) => () => {
    const card = current() ?? cards()[0];
    if (!card) return;
    focusCard(card);
    act[name]?.(card.dataset.card);
  };
  return keyMap({
    j: ['Next', () => move(1)],
    k: ['Before', () => move(-1)],
    ...(act.approve ? {
      a: ['Approve', on('approve')],
      d: ['Reject', on('reject')],
      e: ['Edit…', on('edit')],
      u: ['Take the decision back', on('takeBack')],
    } : {}),
  });
}

/** Gives a card the focus and brings it into view. */
export function focusCard(card) {
  card?.focus({ preventScroll: true });
  card?.scrollIntoView({ block: 'nearest' });
}

/** The card behind this one gets the focus: what comes next. */
export function focusNext(container, id) {
  const all = [...container.querySelectorAll('[data-card]')];
  const at = all.findIndex((card) => card.dataset.card === String(id));
  if (all[at + 1]) focusCard(all[at + 1]);
}

/** Says what a decision was refused for; reload is called when somebody else was faster. */
export async function orSay(work, reload) {
  try {
    return await work();
  } catch (problem) {
    if (!(problem instanceof Problem)) throw problem;
    if (problem.status === 412) {
      toast('Somebody else changed it meanwhile. It was read again: look once more', { error: true });
      await reload();
    } else {
      toast(problem.message, { error: true });
    }
    return null;
  }
}
