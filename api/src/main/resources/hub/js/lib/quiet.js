// When pages must not refresh: in a hidden tab, and while a dialog stands open that data would disturb.
import { store } from './store.js';

let held = 0;

/** True while nothing may be asked for. */
export const quiet = store(document.hidden);

/** Keeps everything quiet until the function that it returns is called. */
export function hold() {
  held++;
  update();
  let over = false;
  return () => {
    if (over) return;
    over = true;
    held--;
    update();
  };
}

function update() {
  quiet.set(document.hidden || held > 0);
}

document.addEventListener('visibilitychange', update);
