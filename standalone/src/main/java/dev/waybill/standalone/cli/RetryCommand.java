package dev.waybill.standalone.cli;

import dev.waybill.client.ProcessView;
import dev.waybill.client.WaybillClient;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "retry",
        description = "Runs a failed job again, or the items of it that failed, and prints the id of what runs.",
        footer = {
            "",
            "--failed-items makes a new job of the items that failed; the old one stays as it ended.",
            "",
            "Examples:",
            "  waybill retry 42",
            "  waybill retry 42 --failed-items --watch"
        })
final class RetryCommand extends Started {

    @Parameters(index = "0", paramLabel = "ID", description = "The job.")
    private long id;

    @Option(names = "--failed-items", order = 1, description = "Only the items that failed, as a new job.")
    private boolean failedItems;

    RetryCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    ProcessView start(WaybillClient client) {
        return failedItems ? client.retryFailedItems(id) : client.retry(id);
    }
}
