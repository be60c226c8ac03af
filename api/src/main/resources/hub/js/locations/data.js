// A batch and its drafts, followed while they are generated or imported.
import * as api from '../lib/api.js';
import { oneAtATime, watchProcess } from '../review/watch.js';
import { isActive } from '../ui/status.js';
import { isGenerating, isImporting } from './words.js';

const MOST = 100;

/** {batch, items, problem}; changed() paints it. */
export function batchData({ id, signal, changed }) {
  const data = { batch: null, items: [], problem: null, process: null };
  let end = () => {};
  let watched = null;

  const read = oneAtATime(async () => {
    const { items, ...batch } = await api.get(api.url(`/api/ai-location-imports/${id}`, { limit: MOST }), { signal });
    data.batch = batch;
    data.items = items.map((item) => newer(item, data.items.find((one) => one.id === item.id)));
    data.problem = null;
    changed();
  });

  async function load() {
    watched = null;
    try {
      await read();
      await watch();
    } catch (problem) {
      if (api.aborted(problem)) return;
      if (!(problem instanceof api.Problem)) throw problem;
      data.problem = problem;
      changed();
    }
  }

  async function watch() {
    const reference = isImporting(data.batch) ? data.batch.import_process : isGenerating(data.batch) ? data.batch.process : null;
    if (!reference || watched === reference.id) return;
    end();
    watched = reference.id;
    const process = await api.get(`/api/processes/${reference.id}`, { signal });
    data.process = process;
    end = watchProcess(process, moved);
    // it may have come to its end between the two answers
    if (!isActive(process.operator_status)) await read();
  }

  function moved(process) {
    data.process = process;
    changed();
    read().catch(quietly);
  }

  return {
    data, load,
    /** Takes over the answer of a decision. */
    decided({ item, batch }) {
      data.items = data.items.map((one) => (one.id === item.id ? newer(item, one) : one));
      const { items, ...header } = batch;
      data.batch = { ...data.batch, ...header };
      changed();
    },
    close: () => end(),
  };
}

const newer = (item, known) => (known && known.version > item.version ? known : item);

function quietly(problem) {
  if (!(problem instanceof api.Problem) && !api.aborted(problem)) throw problem;
}
