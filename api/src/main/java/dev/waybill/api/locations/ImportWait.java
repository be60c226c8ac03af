package dev.waybill.api.locations;

import dev.waybill.api.process.Changes;
import dev.waybill.shared.process.Process;
import dev.waybill.shared.process.ProcessId;
import dev.waybill.shared.process.ProcessReader;
import dev.waybill.shared.tenancy.Scope;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Waits for the end of a process, without holding a connection. */
final class ImportWait {

    private final ProcessReader reader;
    private final Changes changes;
    private final Clock clock;

    ImportWait(ProcessReader reader, Changes changes, Clock clock) {
        this.reader = reader;
        this.changes = changes;
        this.clock = clock;
    }

    /** Whether it has ended in that time. */
    boolean ended(Scope scope, ProcessId id, Duration atMost) throws InterruptedException {
        Instant until = clock.instant().plus(atMost);
        Optional<Process> known = reader.find(scope, id);
        while (known.isPresent() && !known.get().status().terminal()) {
            Duration left = Duration.between(clock.instant(), until);
            if (!left.isPositive()) {
                return false;
            }
            long version = known.get().version();
            changes.await(scope, known.get(), left);
            known = reader.find(scope, id);
            // nothing new: the time is over, or this node stops
            if (known.filter(now -> now.version() == version).isPresent()) {
                return false;
            }
        }
        return true;
    }
}
