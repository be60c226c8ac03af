package dev.waybill.api.process;

import dev.waybill.shared.process.ProcessStatus;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** How long a client that polls should wait (seed operations-auto-refresh): often at first, ever less, then not at all. */
public final class PollHint {

    private PollHint() {}

    /**
     * What a client knows of itself and the server does not.
     *
     * @param tabHidden nobody sees the page
     * @param actionMounted a dialog stands open, which a refresh would disturb
     */
    public record Viewer(boolean tabHidden, boolean actionMounted) {

        /** Somebody who looks at the page. */
        public static final Viewer WATCHING = new Viewer(false, false);
    }

    /**
     * Milliseconds until the next poll of a run's page: 1, 5 or 10 s; null when nothing will change by itself, or should
     * not be shown now.
     *
     * @param status of the process or of the operation; null or an unknown word is not polled for
     * @param createdAt when the process was made
     */
    public static @Nullable Long interval(@Nullable String status, Instant createdAt, Instant now, Viewer viewer) {
        if (status == null || viewer.tabHidden() || viewer.actionMounted()) {
            return null;
        }
        return switch (status) {
            case "pending", "queued", "running" -> millis(Duration.between(createdAt, now));
            default -> null;
        };
    }

    /** The same of a process, for whoever watches it. */
    static @Nullable Long millis(ProcessStatus status, Instant createdAt, Instant now) {
        return interval(status.word(), createdAt, now, Viewer.WATCHING);
    }

    private static long millis(Duration age) {
        if (age.compareTo(Duration.ofSeconds(10)) < 0) {
            return 1_000;
        }
        return age.compareTo(Duration.ofSeconds(60)) < 0 ? 5_000 : 10_000;
    }
}
