package dev.waybill.api.process;

import dev.waybill.api.http.Member;
import dev.waybill.shared.process.QueuePlaces;
import dev.waybill.shared.queue.Control;
import dev.waybill.shared.queue.Wait;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Why a process waits: docs/api.md lists the reasons.
 *
 * @param position about which place it has, from 1; null unless it waits for its turn
 * @param heldBy what pauses or limits it; null when nothing does
 * @param count children that have not ended, or slots that are held; null when neither is waited for
 * @param sentence the same for people
 */
public record WaitView(
        @Member(
                oneOf = {
                    "scheduled",
                    "backoff",
                    "deferred",
                    "children",
                    "concurrency_key",
                    "paused",
                    "limit",
                    "no_worker",
                    "queue"
                })
        String reason,

        @Nullable Long position,
        @Nullable Instant until,
        @Nullable HeldBy heldBy,
        @Nullable Long count,
        String sentence) {

    /** A control of an operator. */
    public record HeldBy(
            String scope,
            String name,
            @Nullable Instant pausedAt,
            @Nullable Long pausedBy,
            @Nullable String reason,
            @Nullable Integer maxRunning) {

        static HeldBy of(Control control) {
            return new HeldBy(
                    control.scope().word(),
                    control.name(),
                    control.pausedAt(),
                    control.pausedBy(),
                    control.reason(),
                    control.maxRunning());
        }
    }

    static WaitView of(Wait wait) {
        Control control = wait.control();
        return new WaitView(
                wait.reason(),
                wait.place(),
                wait.until(),
                control == null ? null : HeldBy.of(control),
                wait.count(),
                sentence(wait, control));
    }

    private static String sentence(Wait wait, @Nullable Control control) {
        return switch (wait.reason()) {
            case "scheduled" -> "Starts at " + wait.until();
            case "backoff" -> "Tries again at " + wait.until();
            case "deferred" -> "Put off until " + wait.until();
            case "children" -> "Waits for the end of " + counted(wait.count()) + " processes that it started";
            case "concurrency_key" -> "Waits for others with its concurrency key; " + wait.count() + " hold a slot";
            case "paused" -> "Paused: " + named(control);
            case "limit" -> "Waits for others to end: at most " + most(control) + " run at a time of " + named(control);
            case "no_worker" -> "No worker that runs serves its queue and type";
            default -> "Waits for a free worker, at about place " + counted(wait.place());
        };
    }

    private static String counted(@Nullable Long count) {
        return count != null && count >= QueuePlaces.MOST_COUNTED ? QueuePlaces.MOST_COUNTED + " or more" : "" + count;
    }

    private static String named(@Nullable Control control) {
        return control == null || control.name().isEmpty()
                ? "everything"
                : control.scope().word() + " " + control.name();
    }

    private static String most(@Nullable Control control) {
        return control == null ? "" : String.valueOf(control.maxRunning());
    }
}
