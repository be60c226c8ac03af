package dev.waybill.standalone.cli;

import java.time.Duration;
import picocli.CommandLine.Option;

/** How long something is followed. */
final class WatchOptions {

    /** Restarts of a server take less. */
    static final Duration PATIENCE = Duration.ofMinutes(10);

    @Option(
            names = "--timeout",
            paramLabel = "TIME",
            order = 20,
            converter = TimeConverter.class,
            description = "Gives up after this, for example 90s, 10m or 2h; the job goes on. Never unless said.")
    private Duration timeout = Duration.ofDays(3650);

    @Option(
            names = "--through-review",
            order = 21,
            description = "Follows on while a person has to decide, instead of ending with exit code 5.")
    private boolean throughReview;

    Duration timeout() {
        return timeout;
    }

    boolean throughReview() {
        return throughReview;
    }
}
