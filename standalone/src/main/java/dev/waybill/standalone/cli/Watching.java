package dev.waybill.standalone.cli;

import dev.waybill.client.ProcessEventView;
import dev.waybill.client.ProcessListener;
import dev.waybill.client.ProcessView;
import dev.waybill.client.WaybillClient;
import java.time.Duration;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Shows a process until it ends or waits for a person: as a bar where a terminal is there to draw it on, else its log line
 * by line, or as JSON. The bar goes to the standard error, all else to the standard output.
 */
final class Watching implements ProcessListener {

    private static final int QUIET_RECONNECTS = 2;

    private final Terminal terminal;
    private final boolean json;
    private final @Nullable ProgressBar bar;
    private @Nullable ProcessView latest;
    private ProgressBar.Place at = new ProgressBar.Place(null, null);
    private int reconnects;

    private Watching(Terminal terminal, boolean json) {
        this.terminal = terminal;
        this.json = json;
        this.bar = !json && terminal.draws() ? new ProgressBar(terminal.drawingWidth(), terminal.hasColours()) : null;
    }

    /** Follows it to its end, or to what is enough. */
    static ExitCode follow(Terminal terminal, WaybillClient client, long id, WatchOptions options, boolean json) {
        Watching watching = new Watching(terminal, json);
        Thread goodbye = new Thread(() ->
                terminal.say("\n#%d goes on at the server. To follow it again: waybill watch %d".formatted(id, id)));
        Runtime.getRuntime().addShutdownHook(goodbye);
        try {
            Predicate<ProcessView> enough = options.throughReview() ? ProcessView::isTerminal : ProcessView::isSettled;
            return watching.end(client.stream(id, 0, watching, options.timeout(), enough));
        } finally {
            watching.clear();
            if (!isShuttingDown(goodbye)) {
                Runtime.getRuntime().removeShutdownHook(goodbye);
            }
        }
    }

    @Override
    public void event(ProcessEventView event) {
        heard();
        if (json) {
            terminal.data(JsonText.of(Map.of("event", event)));
        } else if (bar == null) {
            terminal.data(line(event));
        }
        at = at.moved(event.progressPercent(), event.step());
        draw("");
    }

    @Override
    public void progress(ProcessView process) {
        heard();
        latest = process;
        at = at.moved(process.progressPercent(), process.currentStep());
        if (json) {
            terminal.data(JsonText.of(Map.of("progress", process)));
        }
        draw("");
    }

    @Override
    public void reconnecting(Duration pause) {
        if (reconnects == QUIET_RECONNECTS) {
            if (bar == null) {
                terminal.say("waybill: the server does not answer; trying again");
            }
            draw("the server does not answer; trying again");
        }
        reconnects++;
    }

    private void heard() {
        reconnects = 0;
    }

    private ExitCode end(ProcessView process) {
        clear();
        terminal.data(json ? JsonText.of(Map.of("end", process)) : Words.outcome(process));
        if (process.failedItems() > 0 && !json) {
            terminal.say("What failed: waybill items %d --status error".formatted(process.id()));
        }
        if (process.status().equals("waiting_review") && !json) {
            terminal.say("It waits for a person: waybill decide %d approve".formatted(process.id()));
        }
        return ExitCode.of(process);
    }

    private void draw(String note) {
        ProcessView process = latest;
        if (bar != null && process != null) {
            terminal.draw(bar.line(process, at, note, System.nanoTime()));
        }
    }

    private void clear() {
        if (bar != null) {
            terminal.draw("");
        }
    }

    static String line(ProcessEventView event) {
        return Plain.line("[%d] %s %s %s %s %s"
                        .formatted(
                                event.seq(),
                                event.createdAt(),
                                event.type(),
                                Words.percent(event.progressPercent()),
                                event.step() == null ? "" : event.step(),
                                event.message() == null ? "" : event.message()))
                .replaceAll(" {2,}", " ");
    }

    private static boolean isShuttingDown(Thread hook) {
        return hook.getState() != Thread.State.NEW;
    }
}
