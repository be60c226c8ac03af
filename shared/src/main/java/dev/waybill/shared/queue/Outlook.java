package dev.waybill.shared.queue;

import dev.waybill.shared.process.Process;
import dev.waybill.shared.process.QueuePlaces;
import dev.waybill.shared.tenancy.RoleTransactions;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What can be said of a process that has not ended: why it waits, and when it may be done. */
public final class Outlook {

    private final JdbcClient jdbc;
    private final RoleTransactions roles;
    private final QueuePlaces places;
    private final QueueControls controls;

    Outlook(JdbcClient jdbc, RoleTransactions roles, QueuePlaces places, QueueControls controls) {
        this.jdbc = jdbc;
        this.roles = roles;
        this.places = places;
        this.controls = controls;
    }

    /**
     * @param waiting null unless it is pending
     * @param eta about when it will be done, going by others of its type in its workspace; null when nothing can be said
     */
    public record View(@Nullable Wait waiting, @Nullable Instant eta) {

        /** Of what has ended, or waits for a person. */
        public static final View NONE = new View(null, null);
    }

    /** The outlook of a process as it was just read. */
    public View of(Process process, Instant now) {
        return switch (process.status()) {
            case PENDING -> roles.asRuntime(() -> pending(process, now));
            case RUNNING -> new View(null, roles.asRuntime(() -> whenDone(process, now)));
            case WAITING_REVIEW, COMPLETED, FAILED, CANCELLED -> View.NONE;
        };
    }

    private View pending(Process process, Instant now) {
        Wait wait = wait(process);
        Long place = wait.place();
        if (place == null) {
            return new View(wait, null);
        }
        List<QueuePlaces.Earlier> history = places.history(process);
        return new View(wait, Estimate.ofTurn(place, history, now));
    }

    private @Nullable Instant whenDone(Process process, Instant now) {
        Instant byItems = Estimate.ofItems(process, now);
        return byItems != null ? byItems : Estimate.ofRun(process, places.history(process), now);
    }

    private Wait wait(Process process) {
        return switch (Objects.requireNonNullElse(process.waitsFor(), "")) {
            case "time" -> Wait.until(reasonOfTime(process), process.times().runAt());
            case "children" -> Wait.counted("children", places.activeChildren(process));
            case "slot" -> Wait.counted("concurrency_key", places.slotsHeld(process));
            default -> turn(process);
        };
    }

    private static String reasonOfTime(Process process) {
        if (process.reasonCode() == null) {
            return "scheduled";
        }
        return process.attempts().spent() > 0 ? "backoff" : "deferred";
    }

    private Wait turn(Process process) {
        Controls held = controls.read();
        Optional<Control> pause = held.pausing(process.lane());
        if (pause.isPresent()) {
            return Wait.heldBy("paused", pause.get());
        }
        if (!WorkerRows.serves(jdbc, process.kind().queue(), process.kind().label())) {
            return Wait.of("no_worker");
        }
        return controls.exhausted(held.limiting(List.of(process.lane())))
                .map(limit -> Wait.heldBy("limit", limit))
                .orElseGet(() -> Wait.inTurn(places.ahead(process) + 1));
    }
}
