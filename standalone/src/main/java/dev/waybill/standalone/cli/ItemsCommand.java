package dev.waybill.standalone.cli;

import dev.waybill.client.ItemView;
import dev.waybill.client.WaybillClient;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "items",
        description = "Lists what became of each item of a job, for example of each row of a file.",
        footer = {
            "",
            "--csv gives the rows as they were sent in, with their errors: to be corrected and imported again.",
            "",
            "Examples:",
            "  waybill items 42 --status error",
            "  waybill items 42 --csv --output failed.csv",
            "  waybill items 42 --json | jq -r .item_key"
        })
final class ItemsCommand extends Talking {

    @Parameters(index = "0", paramLabel = "ID", description = "The job.")
    private long id;

    @Option(
            names = {"-s", "--status"},
            paramLabel = "STATUS",
            description = "pending, success, error or skipped; all unless said, with --csv error.")
    private @Nullable String status;

    @ArgGroup
    private Form form = new Form();

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "Where the CSV goes; the standard output unless said.")
    private @Nullable Path output;

    ItemsCommand(Terminal terminal) {
        super(terminal);
    }

    /** CSV or JSON, not both. */
    static final class Form {

        @Option(names = "--csv", description = "The source rows as CSV.")
        private boolean csv;

        @Option(names = "--json", description = "A JSON document a line.")
        private boolean json;
    }

    @Override
    ExitCode talk(WaybillClient client) {
        if (output != null && !form.csv) {
            throw new IllegalArgumentException("--output goes with --csv");
        }
        if (form.csv) {
            csv(client, status == null ? "error" : status);
        } else {
            list(client);
        }
        return ExitCode.OK;
    }

    private void csv(WaybillClient client, String wanted) {
        if (output != null) {
            client.itemsCsv(id, wanted, output);
            terminal().say("Written to " + output);
            return;
        }
        OutputStream out = terminal().out();
        client.itemsCsv(id, wanted, terminal().showsDataToSomebody() ? new Plain.Output(out) : out);
        terminal().requireReader();
    }

    private void list(WaybillClient client) {
        try (Stream<ItemView> items = client.items(id, status)) {
            if (form.json) {
                items.forEach(item -> terminal().data(JsonText.of(item)));
                return;
            }
            Table table = new Table(terminal().width(), terminal()::data, "ITEM", "KEY", "STATUS", "CODE", "MESSAGE");
            items.forEach(item -> table.row(
                    Long.toString(item.itemIndex()),
                    Objects.requireNonNullElse(item.itemKey(), ""),
                    item.status(),
                    Objects.requireNonNullElse(item.errorCode(), ""),
                    Objects.requireNonNullElse(item.message(), "")));
            table.flush();
        }
    }
}
