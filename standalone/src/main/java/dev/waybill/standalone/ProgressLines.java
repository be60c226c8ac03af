package dev.waybill.standalone;

import dev.waybill.client.ProcessView;
import java.io.Console;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One line a process: redrawn in place on a terminal, printed again when it changed elsewhere. */
final class ProgressLines {

    private static final int BAR = 30;

    private final PrintStream out;
    private final boolean terminal;
    private final List<Long> order = new ArrayList<>();
    private final Map<Long, String> lines = new HashMap<>();
    private final Map<Long, Long> versions = new HashMap<>();

    ProgressLines(PrintStream out) {
        this(out, isTerminal());
    }

    ProgressLines(PrintStream out, boolean terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    /** Shows the process, unless a newer one was shown already. */
    synchronized void show(String title, ProcessView process) {
        Long shown = versions.get(process.id());
        if (shown != null && shown > process.version()) {
            return;
        }
        versions.put(process.id(), process.version());
        String line = line(title, process);
        String before = lines.put(process.id(), line);
        if (line.equals(before)) {
            return;
        }
        if (before == null) {
            order.add(process.id());
            out.println(line);
        } else if (terminal) {
            redraw();
        } else {
            out.println(line);
        }
        out.flush();
    }

    private void redraw() {
        out.print("\u001b[" + order.size() + "A");
        order.forEach(id -> out.print("\r\u001b[2K" + lines.get(id) + "\n"));
    }

    static String line(String title, ProcessView process) {
        String step = process.isSettled() || process.currentStep() == null ? "" : "  " + process.currentStep();
        return String.format(
                Locale.ROOT,
                "  %-24s #%-5d %s %4s  %-10s %s%s",
                title,
                process.id(),
                bar(process.progressPercent()),
                process.progressPercent() == null ? "" : process.progressPercent() + "%",
                process.operatorStatus(),
                counts(process),
                step);
    }

    private static String bar(@Nullable Integer percent) {
        int done = percent == null ? 0 : percent * BAR / 100;
        return "█".repeat(done) + "░".repeat(BAR - done);
    }

    private static String counts(ProcessView process) {
        return process.totalItems() == null
                ? process.processedItems() + " so far"
                : String.format(Locale.ROOT, "%,d of %,d", process.processedItems(), process.totalItems());
    }

    @SuppressWarnings("SystemConsoleNull") // it is null again since JDK 25 where there is no terminal
    private static boolean isTerminal() {
        Console console = System.console();
        return console != null && console.isTerminal();
    }
}
