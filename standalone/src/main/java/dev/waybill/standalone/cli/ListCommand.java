package dev.waybill.standalone.cli;

import dev.waybill.client.ProcessFilter;
import dev.waybill.client.ProcessView;
import dev.waybill.client.WaybillClient;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "list",
        description = "Lists jobs, newest first.",
        footer = {
            "",
            "Columns are cut to the terminal's width; elsewhere nothing is cut.",
            "",
            "Examples:",
            "  waybill list",
            "  waybill list --status failed,partial --type import --since 7d",
            "  waybill list --text spring --all --json | jq -r .id"
        })
final class ListCommand extends Talking {

    private static final int MOST_AT_ONCE = 200;

    @Option(
            names = {"-s", "--status"},
            paramLabel = "STATUS",
            split = ",",
            description = "Any of queued, running, waiting_review, succeeded, partial, failed, cancelled.")
    private List<String> statuses = List.of();

    @Option(
            names = {"-t", "--type"},
            paramLabel = "TYPE[/SUBTYPE]",
            description = "For example import or import/csv.")
    private @Nullable String label;

    @Option(names = "--text", paramLabel = "TEXT", description = "In the name, the error or the type.")
    private @Nullable String text;

    @Option(names = "--tenant", paramLabel = "ID", description = "About this tenant.")
    private @Nullable Long tenant;

    @Option(
            names = "--since",
            paramLabel = "TIME",
            converter = TimeConverter.class,
            description = "Created at most this long ago: 30m, 12h, 7d.")
    private @Nullable Duration since;

    @Option(
            names = {"-n", "--limit"},
            paramLabel = "N",
            description = "At most so many; 20 unless said.")
    private int limit = 20;

    @Option(names = "--all", description = "All of them.")
    private boolean all;

    @Option(names = "--json", description = "A JSON document a line.")
    private boolean json;

    private final Clock clock = Clock.systemUTC();

    ListCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    ExitCode talk(WaybillClient client) {
        if (limit < 1) {
            throw new IllegalArgumentException("--limit must be 1 or more");
        }
        try (Stream<ProcessView> listed = client.list(filter())) {
            Stream<ProcessView> wanted = all ? listed : listed.limit(limit);
            if (json) {
                wanted.forEach(process -> terminal().data(JsonText.of(process)));
            } else {
                print(wanted);
            }
        }
        return ExitCode.OK;
    }

    private ProcessFilter filter() {
        ProcessFilter filter = ProcessFilter.all().pageSize(all ? MOST_AT_ONCE : Math.min(limit, MOST_AT_ONCE));
        filter = statuses.isEmpty() ? filter : filter.operatorStatus(statuses.toArray(String[]::new));
        filter = text == null ? filter : filter.text(text);
        filter = tenant == null ? filter : filter.tenantId(tenant);
        filter = since == null ? filter : filter.since(clock.instant().minus(since));
        if (label == null) {
            return filter;
        }
        String[] parts = label.split("/", 2);
        return parts.length == 1 ? filter.type(parts[0]) : filter.type(parts[0]).subtype(parts[1]);
    }

    private void print(Stream<ProcessView> processes) {
        Table table =
                new Table(terminal().width(), terminal()::data, "ID", "TYPE", "STATUS", "DONE", "ITEMS", "AGE", "NAME");
        processes.forEach(process -> table.row(
                Long.toString(process.id()),
                Words.label(process),
                Words.status(process),
                Words.percent(process.progressPercent()),
                Words.items(process),
                age(process),
                Objects.requireNonNullElse(process.name(), "")));
        table.flush();
    }

    /** By the server's clock. */
    private static String age(ProcessView process) {
        Instant created = process.createdAt();
        Instant now = process.serverTime();
        return created == null || now == null ? "" : Words.roughly(Duration.between(created, now));
    }
}
