package dev.waybill.shared.process;

import java.util.List;

/** Port to whoever tells people of their runs, in the transaction of the change. */
public interface Announcements {

    /** Tells nobody. */
    Announcements NONE = new Announcements() {
        @Override
        public void announce(List<ProcessId> ids) {
            // nobody listens
        }

        @Override
        public void remind(ProcessId id) {
            // nobody listens
        }
    };

    /**
     * Tells of runs that were queued, wait for a person, or ended. Called as the runtime, with the headers already
     * changed; which of them people hear of is decided there. What it throws undoes the change.
     *
     * @param ids not empty; all have a user
     */
    void announce(List<ProcessId> ids);

    /** The same of a run that has waited for a person for long; its last event says so. */
    void remind(ProcessId id);
}
