// What the types of jobs can; the same for everybody and all the time, so asked for once.
import * as api from '../lib/api.js';

let asked = null;

/** A map of types by their label. */
export function loadTypes() {
  asked ??= api.get('/api/job-types').then(
    (found) => new Map(found.items.map((type) => [type.label, type])),
    (problem) => {
      asked = null;
      throw problem;
    });
  return asked;
}

/** The label of a process's type. */
export const labelOf = ({ type, subtype }) => (subtype ? `${type}/${subtype}` : type);
