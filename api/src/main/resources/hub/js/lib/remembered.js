// Small choices of a person that this browser keeps, such as compact rows. Nothing of the data.
import { store } from './store.js';

/** A store whose value outlives the page. */
export function remembered(name, otherwise) {
  const key = `waybill.${name}`;
  const kept = store(read(key) ?? otherwise);
  const set = kept.set;
  kept.set = (value) => {
    try {
      localStorage.setItem(key, JSON.stringify(value));
    } catch {
      // a browser that keeps nothing forgets it with the page
    }
    set(value);
  };
  return kept;
}

function read(key) {
  try {
    return JSON.parse(localStorage.getItem(key));
  } catch {
    return null;
  }
}
