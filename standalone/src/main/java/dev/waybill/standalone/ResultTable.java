package dev.waybill.standalone;

import dev.waybill.client.ProcessView;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** How the samples ended. */
final class ResultTable {

    private static final String ROW = "  %-24s %-7s %-10s %9s %9s %9s %9s %8s  %s%n";

    private final PrintStream out;

    ResultTable(PrintStream out) {
        this.out = out;
    }

    void print(List<Demo.Ended> ended) {
        out.println();
        out.printf(
                ROW, "Job", "Process", "Status", "Items", "Written", "Failed", "Unchanged", "Seconds", "As expected");
        ended.forEach(this::print);
    }

    private void print(Demo.Ended ended) {
        ProcessView process = ended.process();
        out.printf(
                Locale.ROOT,
                ROW,
                ended.title(),
                "#" + process.id(),
                process.operatorStatus(),
                number(process.processedItems()),
                number(process.succeededItems()),
                number(process.failedItems()),
                number(process.skippedItems()),
                seconds(process.executionMs()),
                ended.asExpected() ? "yes" : "NO: expected " + ended.end().expected() + reason(process));
    }

    private static String reason(ProcessView process) {
        return process.errorMessage() == null ? "" : "; " + process.errorMessage();
    }

    private static String number(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }

    private static String seconds(long millis) {
        return String.format(Locale.ROOT, "%.1f", Duration.ofMillis(millis).toMillis() / 1000.0);
    }
}
