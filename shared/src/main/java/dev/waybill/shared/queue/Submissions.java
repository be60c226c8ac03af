package dev.waybill.shared.queue;

import dev.waybill.shared.database.Outage;
import java.util.List;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Single submissions, as bulks of one: in a transaction of the caller, or together with those that come at the same time. */
final class Submissions implements AutoCloseable {

    private static final int LEADERS = 2;

    private final BulkSubmission bulk;
    private final GroupCommit<Submission, BulkSubmission.Line> group;

    Submissions(BulkSubmission bulk) {
        this.bulk = bulk;
        this.group = new GroupCommit<>("submissions", LEADERS, new Together(bulk));
    }

    /** Enqueues one, if it may be. */
    BulkSubmission.Line submit(Submission submission) {
        return TransactionSynchronizationManager.isActualTransactionActive()
                ? bulk.each(List.of(submission)).getFirst()
                : group.write(submission.traced());
    }

    @Override
    public void close() {
        group.close();
    }

    private record Together(BulkSubmission bulk) implements GroupCommit.Kind<Submission, BulkSubmission.Line> {

        /** Each is one of its own, whatever it holds; a key that two share is the bulk's to see. */
        @Override
        public Object key(Submission submission) {
            return new Object();
        }

        @Override
        public List<BulkSubmission.Line> write(List<Submission> group) {
            return bulk.each(group);
        }

        /** Not after a lost connection: what was committed without an answer would be enqueued twice. */
        @Override
        public boolean mayRepeat(Throwable failure) {
            return !Outage.explains(failure);
        }
    }
}
