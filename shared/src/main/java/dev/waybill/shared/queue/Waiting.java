package dev.waybill.shared.queue;

import dev.waybill.shared.process.ReadyProcesses;
import dev.waybill.shared.tenancy.RoleTransactions;
import java.time.Duration;
import java.util.Optional;

/** Lets processes start whose wait is over. Every worker does this for all; none stands in another's way. */
public final class Waiting {

    private final RoleTransactions roles;
    private final ReadyProcesses ready;

    Waiting(RoleTransactions roles, ReadyProcesses ready) {
        this.roles = roles;
        this.ready = ready;
    }

    /**
     * Ends the waits for a time that has come.
     *
     * @return how long until the next such time; empty if there is none
     */
    public Optional<Duration> releaseDue() {
        return roles.asRuntime(ready::releaseDue);
    }

    /** Ends the waits for children and slots that were missed when they ended. */
    public void releaseForgotten() {
        roles.<Object>asRuntime(() -> {
            ready.releaseForgotten();
            return "done";
        });
    }
}
