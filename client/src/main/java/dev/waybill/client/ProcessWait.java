package dev.waybill.client;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Waits for a process by long polling, which needs no stream. */
final class ProcessWait {

    private static final Duration SHORTEST_PAUSE = Duration.ofMillis(250);

    private final Transport transport;
    private final String path;
    private final Deadline deadline;
    private final HeldRequests requests;
    private Deadline patience;
    private @Nullable ProcessView latest;

    ProcessWait(Transport transport, long id, Duration timeout) {
        this.transport = transport;
        this.path = "/api/processes/" + id;
        this.deadline = Deadline.after(timeout);
        this.requests = new HeldRequests(transport, path, deadline);
        this.patience = Deadline.after(transport.settings().giveUpAfter());
    }

    ProcessView until(Predicate<ProcessView> condition) {
        while (true) {
            Deadline early = Deadline.after(SHORTEST_PAUSE);
            Optional<ProcessView> changed = poll();
            if (changed.isPresent() && condition.test(changed.get())) {
                return changed.get();
            }
            if (deadline.isOver()) {
                throw WaybillException.local("wait for " + path, WaybillException.TIMEOUT, "still " + state(), null);
            }
            if (changed.isEmpty()) {
                // A server that does not hold requests must not be asked without end.
                transport.pause(path, early.remaining(deadline.remaining(SHORTEST_PAUSE)));
            }
        }
    }

    private Optional<ProcessView> poll() {
        try {
            Optional<ProcessView> changed = requests.next();
            patience = Deadline.after(transport.settings().giveUpAfter());
            changed.ifPresent(now -> latest = now);
            return changed;
        } catch (WaybillException e) {
            if (!e.isPassing() || patience.isOver() || deadline.isOver()) {
                throw e;
            }
            return Optional.empty();
        }
    }

    private String state() {
        return latest == null ? "unreachable" : latest.status();
    }
}
