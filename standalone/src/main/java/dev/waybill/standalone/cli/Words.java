package dev.waybill.standalone.cli;

import dev.waybill.client.ProcessView;
import java.time.Duration;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** How processes are put for people. */
final class Words {

    private Words() {}

    static String label(ProcessView process) {
        return process.subtype() == null ? process.type() : process.type() + "/" + process.subtype();
    }

    static String status(ProcessView process) {
        return Objects.requireNonNullElse(process.operatorStatus(), process.status());
    }

    static String percent(@Nullable Integer percent) {
        return percent == null ? "" : percent + "%";
    }

    static String items(ProcessView process) {
        if (process.totalItems() == null && process.processedItems() == 0) {
            return "";
        }
        String total = process.totalItems() == null ? "" : "/" + process.totalItems();
        String failed = process.failedItems() == 0 ? "" : ", " + process.failedItems() + " failed";
        return process.processedItems() + total + failed;
    }

    /** {@code #42 import/csv partial: 95 of 100 items succeeded, 5 failed (12.3 s)}. */
    static String outcome(ProcessView process) {
        StringBuilder text = new StringBuilder("#%d %s %s".formatted(process.id(), label(process), status(process)));
        if (process.processedItems() > 0) {
            text.append(": %d of %s items succeeded"
                    .formatted(
                            process.succeededItems(),
                            Objects.requireNonNullElse(process.totalItems(), process.processedItems())));
            if (process.skippedItems() > 0) {
                text.append(", ").append(process.skippedItems()).append(" skipped");
            }
            if (process.failedItems() > 0) {
                text.append(", ").append(process.failedItems()).append(" failed");
            }
        }
        if (process.executionMs() > 0) {
            text.append(String.format(Locale.ROOT, " (%.1f s)", process.executionMs() / 1000.0));
        }
        if (process.errorMessage() != null) {
            text.append(": ").append(process.errorMessage());
        }
        return Plain.line(text.toString());
    }

    /** {@code 12 s}, {@code 3 min}, {@code 2 h}, {@code 5 d}. */
    static String roughly(Duration time) {
        long seconds = Math.max(0, time.toSeconds());
        if (seconds < 120) {
            return seconds + " s";
        }
        if (seconds < 2 * 3600) {
            return seconds / 60 + " min";
        }
        return seconds < 2 * 86_400 ? seconds / 3600 + " h" : seconds / 86_400 + " d";
    }
}
