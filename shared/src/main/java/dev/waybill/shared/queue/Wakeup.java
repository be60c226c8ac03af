package dev.waybill.shared.queue;

import dev.waybill.shared.process.ProcessId;
import java.util.Set;

/**
 * What happened somewhere since the last one.
 *
 * @param changed processes that changed
 * @param revoked those of them whose lease rose: whoever ran them before must stop
 * @param work whether a process began to wait for a worker
 * @param access whether somebody was given less access, or none: a key revoked, a session ended, a member changed
 * @param missed whether the line was down: anything may have changed
 */
public record Wakeup(Set<ProcessId> changed, Set<ProcessId> revoked, boolean work, boolean access, boolean missed) {

    /** After the line was down. */
    static final Wakeup MISSED = new Wakeup(Set.of(), Set.of(), true, true, true);

    public Wakeup {
        changed = Set.copyOf(changed);
        revoked = Set.copyOf(revoked);
    }
}
