package dev.waybill.standalone.cli;

import dev.waybill.client.ProcessView;
import dev.waybill.client.WaybillClient;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "show",
        description = "Shows a job: how it stands, why it waits, what failed, what can be done.",
        footer = {
            "",
            "Examples:",
            "  waybill show 42",
            "  waybill show 42 --events",
            "  waybill show 42 --json | jq .summary"
        })
final class ShowCommand extends Talking {

    private static final int MOST_FAILURES = 10;

    @Parameters(index = "0", paramLabel = "ID", description = "The job.")
    private long id;

    @Option(names = "--events", description = "Its log too.")
    private boolean events;

    @Option(names = "--json", description = "As JSON; with --events the log follows, an entry a line.")
    private boolean json;

    ShowCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    ExitCode talk(WaybillClient client) {
        ProcessView process = client.find(id);
        if (json) {
            terminal().data(JsonText.of(process));
        } else {
            describe(process);
        }
        if (events) {
            client.events(id).forEach(event -> terminal().data(json ? JsonText.of(event) : Watching.line(event)));
        }
        return ExitCode.OK;
    }

    private void describe(ProcessView process) {
        field("Job", "#" + process.id() + " " + Words.label(process));
        field("Name", process.name());
        field("Status", Words.status(process));
        field("Progress", Words.percent(process.progressPercent()) + " " + Words.items(process));
        field("Step", process.currentStep());
        if (process.waiting() != null) {
            field(
                    "Waits",
                    Objects.requireNonNullElse(
                            process.waiting().sentence(), process.waiting().reason()));
        }
        field("Done about", process.eta());
        field("Tenant", process.tenantId());
        field(
                "Attempts",
                process.attempts() + ", " + process.attemptsSpent() + " of " + process.maxAttempts() + " failed");
        field("Created", process.createdAt());
        field("Started", process.startedAt());
        field("Finished", process.finishedAt());
        field("Retry of", process.retryOf());
        field("Error", process.errorMessage());
        field("Reason", process.reasonCode());
        field("Summary", process.summary());
        process.failures().stream()
                .limit(MOST_FAILURES)
                .forEach(failure -> field("Failure", failure.reasonCode() + ": " + failure.reason()));
        field("Can be", String.join(", ", process.actions()));
    }

    private void field(String label, @Nullable Object value) {
        String text = value == null ? "" : Plain.line(value.toString());
        if (!text.isEmpty()) {
            terminal().data("%-10s  %s".formatted(label, text));
        }
    }
}
