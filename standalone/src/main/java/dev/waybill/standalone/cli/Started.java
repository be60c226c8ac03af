package dev.waybill.standalone.cli;

import dev.waybill.client.ProcessView;
import dev.waybill.client.WaybillClient;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** A command that starts something, which can be waited for. */
abstract class Started extends Talking {

    @ArgGroup(order = 10)
    private Patience patience = new Patience();

    @Option(names = "--json", order = 12, description = "Prints the job as JSON instead of its id.")
    private boolean json;

    @Mixin
    private WatchOptions options = new WatchOptions();

    Started(Terminal terminal) {
        super(terminal);
    }

    /** Watch or wait, not both. */
    static final class Patience {

        @Option(names = "--watch", description = "Follows it, as waybill watch does.")
        private boolean watch;

        @Option(names = "--wait", description = "Waits in silence until it ends or waits for a person.")
        private boolean wait;
    }

    abstract ProcessView start(WaybillClient client) throws Exception;

    @Override
    WaybillClient connect(ServerOptions server) {
        return server.connectFor(terminal(), WatchOptions.PATIENCE);
    }

    @Override
    final ExitCode talk(WaybillClient client) throws Exception {
        ProcessView started = start(client);
        if (patience.wait && json) {
            ProcessView end = end(client, started);
            terminal().data(JsonText.of(end));
            return ExitCode.of(end);
        }
        terminal().data(json ? JsonText.of(started) : Long.toString(started.id()));
        if (patience.watch) {
            return Watching.follow(terminal(), client, started.id(), options, json);
        }
        if (patience.wait) {
            return ExitCode.of(end(client, started));
        }
        terminal()
                .say(Plain.line("%s is %s. To follow it: waybill watch %d"
                        .formatted(Words.label(started), Words.status(started), started.id())));
        return ExitCode.OK;
    }

    private ProcessView end(WaybillClient client, ProcessView started) {
        return client.waitFor(
                started.id(),
                options.timeout(),
                options.throughReview() ? ProcessView::isTerminal : ProcessView::isSettled);
    }
}
