package dev.waybill.shared.queue;

import dev.waybill.shared.database.Outage;
import java.util.List;

/** Single submissions that come at the same time, enqueued as a bulk. */
record Submissions(BulkSubmission bulk) implements GroupCommit.Kind<Submission, BulkSubmission.Line> {

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
