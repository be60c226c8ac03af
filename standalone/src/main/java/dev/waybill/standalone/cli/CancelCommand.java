package dev.waybill.standalone.cli;

import dev.waybill.client.ProcessView;
import dev.waybill.client.WaybillClient;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "cancel",
        description = "Ends jobs that have not ended. What they did stays done.",
        footer = {
            "",
            "It asks before, if somebody sits at the terminal. What ended already is refused with exit code 10.",
            "",
            "Examples:",
            "  waybill cancel 42",
            "  waybill cancel 42 43 --yes"
        })
final class CancelCommand extends Talking {

    @Parameters(arity = "1..*", paramLabel = "ID", description = "The jobs.")
    private List<Long> ids = List.of();

    @Option(
            names = {"-y", "--yes"},
            description = "Does not ask.")
    private boolean yes;

    @Option(names = "--json", description = "Prints each job as JSON.")
    private boolean json;

    CancelCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    ExitCode talk(WaybillClient client) {
        for (long id : ids) {
            if (!isAgreed(client, id)) {
                terminal().say("#" + id + " goes on.");
                return ExitCode.INTERRUPTED;
            }
            ProcessView cancelled = client.cancel(id);
            terminal().data(json ? JsonText.of(cancelled) : Words.outcome(cancelled));
        }
        return ExitCode.OK;
    }

    private boolean isAgreed(WaybillClient client, long id) {
        return yes
                || !terminal().hasSomebodyToAsk()
                || terminal().asksYes("Cancel " + Words.outcome(client.find(id)) + "?");
    }
}
