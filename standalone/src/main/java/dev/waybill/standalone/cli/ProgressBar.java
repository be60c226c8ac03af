package dev.waybill.standalone.cli;

import dev.waybill.client.ProcessView;
import java.time.Duration;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A process as one line: {@code #42 import/csv ███████░░░░░░░░░░░░░  35%  350/1000, 2 failed  reading  ETA 12 s}. */
final class ProgressBar {

    private static final int LENGTH = 20;
    private static final Duration TOO_EARLY = Duration.ofSeconds(2);

    private final int width;
    private final boolean colours;
    private long beganAt;
    private int beganWith = -1;

    ProgressBar(int width, boolean colours) {
        this.width = width;
        this.colours = colours;
    }

    /**
     * How far it is; events tell it earlier than the process.
     *
     * @param percent null while unknown
     * @param step null when there is none
     */
    record Place(@Nullable Integer percent, @Nullable String step) {

        /** What is not said stays. */
        Place moved(@Nullable Integer newPercent, @Nullable String newStep) {
            return new Place(newPercent == null ? percent : newPercent, newStep == null ? step : newStep);
        }
    }

    /** @param note what else there is to say; may be empty */
    String line(ProcessView process, Place at, String note, long nanos) {
        Integer percent = at.percent();
        String head = Cells.cut(Plain.line("#" + process.id() + " " + Words.label(process)), Math.max(8, width / 3));
        String tail = String.format(
                Locale.ROOT,
                "%4s  %s",
                Words.percent(percent),
                String.join(
                        "  ",
                        Stream.of(
                                        Words.status(process),
                                        Words.items(process),
                                        process.isSettled() ? "" : at.step(),
                                        process.isSettled() ? "" : remaining(percent, nanos),
                                        note)
                                .map(Plain::line)
                                .filter(part -> !part.isEmpty())
                                .toList()));
        String cut = Cells.cut(head + " " + bar(percent) + " " + tail, width - 1);
        return colours ? cut.replace(bar(percent), "\u001b[36m" + bar(percent) + "\u001b[0m") : cut;
    }

    private static String bar(@Nullable Integer percent) {
        int done = percent == null ? 0 : Math.clamp(percent, 0, 100) * LENGTH / 100;
        return "█".repeat(done) + "░".repeat(LENGTH - done);
    }

    /** By the pace since it was seen first. */
    private String remaining(@Nullable Integer percent, long nanos) {
        if (percent == null) {
            return "";
        }
        if (beganWith < 0 || percent < beganWith) {
            beganWith = percent;
            beganAt = nanos;
        }
        long elapsed = nanos - beganAt;
        int gained = percent - beganWith;
        return gained == 0 || elapsed < TOO_EARLY.toNanos()
                ? ""
                : "ETA " + Words.roughly(Duration.ofNanos(elapsed / gained * (100 - percent)));
    }
}
