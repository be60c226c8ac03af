package dev.waybill.standalone.cli;

import dev.waybill.client.Decision;
import dev.waybill.client.ProcessView;
import dev.waybill.client.WaybillClient;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "decide",
        description = "Approves or rejects a job that waits for a person, and prints the id of what goes on with it.",
        footer = {
            "",
            "Examples:",
            "  waybill list --status waiting_review",
            "  waybill decide 42 approve --note 'As the model says' --watch",
            "  waybill decide 42 reject"
        })
final class DecideCommand extends Started {

    @Parameters(index = "0", paramLabel = "ID", description = "The job.")
    private long id;

    @Parameters(index = "1", paramLabel = "approve|reject", description = "The decision.")
    private Decision decision = Decision.REJECT;

    @Option(names = "--note", paramLabel = "TEXT", order = 1, description = "For people who look at it later.")
    private @Nullable String note;

    DecideCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    ProcessView start(WaybillClient client) {
        return client.decide(id, decision, note);
    }
}
