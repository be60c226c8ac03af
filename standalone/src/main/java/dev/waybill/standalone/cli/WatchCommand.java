package dev.waybill.standalone.cli;

import dev.waybill.client.WaybillClient;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "watch",
        description = "Follows a job until it ends or waits for a person, and ends with what became of it.",
        footer = {
            "",
            "On a terminal it draws a bar; elsewhere it prints the job's log, each entry once, from the first.",
            "--json prints a document a line: {\"event\": ...} of the log, {\"progress\": ...} and {\"end\": ...} with the job.",
            "It outlasts restarts of the server. Ctrl-C ends the watching, not the job.",
            "Exit codes: 0 succeeded, 1 failed, 3 partly, 4 cancelled, 5 waits for a person, 9 out of time.",
            "",
            "Examples:",
            "  waybill watch 42",
            "  waybill watch 42 --timeout 10m --json | jq -r '.event.message // empty'"
        })
final class WatchCommand extends Talking {

    @Parameters(index = "0", paramLabel = "ID", description = "The job.")
    private long id;

    @Option(names = "--json", description = "A JSON document a line.")
    private boolean json;

    @Mixin
    private WatchOptions options = new WatchOptions();

    WatchCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    WaybillClient connect(ServerOptions server) {
        return server.connectFor(terminal(), WatchOptions.PATIENCE);
    }

    @Override
    ExitCode talk(WaybillClient client) {
        long found = client.find(id).id();
        return Watching.follow(terminal(), client, found, options, json);
    }
}
