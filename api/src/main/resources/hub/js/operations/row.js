// One operation as lists show it, whether it came from /api/operations or from the stream of processes.
import { isTerminal } from '../ui/status.js';
import { words } from '../ui/text.js';

/** Of an OperationView. */
export function fromOperation(view) {
  const counts = view.summary_counts;
  return {
    id: view.id, version: view.version, bucket: view.status_bucket, name: view.name, type: view.type,
    step: view.current_step, error: view.error_message, percent: view.progress_percent,
    total: counts.total, processed: counts.processed, failed: counts.failed,
    userId: view.user_id, userName: view.user_name,
    createdAt: view.created_at, startedAt: view.started_at, finishedAt: view.completed_at,
    retry: retryOf({ ...view, status: view.status_bucket === 'queued' ? 'pending' : view.status }),
  };
}

/** Of a ProcessView, onto what is known of the row. */
export function fromProcess(view, known = {}) {
  return {
    ...known,
    id: view.id, version: view.version, bucket: view.operator_status, name: view.name,
    type: known.type ?? typeOf(view),
    step: view.current_step, error: view.error_message, percent: view.progress_percent,
    total: view.total_items, processed: view.processed_items, failed: view.failed_items,
    userId: view.user_id, userName: known.userName ?? null,
    createdAt: view.created_at, startedAt: view.started_at, finishedAt: view.finished_at,
    retry: retryOf(view),
  };
}

/** What the row is called: its name, else its type in words. */
export const nameOf = (row) => row.name || words(row.type.replaceAll(/[./]/g, ' ')).replace(/^Ai\b/, 'AI');

/** "import.csv", as operators' lists have it. */
export function typeOf(view) {
  if (view.resource || view.action) return [view.resource, view.action].filter(Boolean).join('.');
  return view.subtype ? `${view.type}.${view.subtype}` : view.type;
}

/** A retry wait is no status of its own: what the queued chip is followed by. */
export function retryOf(view) {
  if (view.status !== 'pending' || view.attempts_spent === 0) return null;
  return { attempt: view.attempts_spent + 1, of: view.max_attempts, at: view.run_at };
}

export const canRetry = (row) => row.bucket === 'failed';
export const canRetryItems = (row) => row.failed > 0 && isTerminal(row.bucket);
export const canCancel = (row) => ['queued', 'running', 'waiting_review'].includes(row.bucket);
