package dev.waybill.standalone.cli;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "help",
        description = "Explains a command, or a subject: exit-codes, environment.",
        footer = {"", "Examples:", "  waybill help submit", "  waybill help exit-codes"})
final class HelpCommand extends Helped implements Runnable {

    private static final List<String> ENVIRONMENT = List.of(
            "WAYBILL_URL      the server; http://127.0.0.1:8080 unless said. --url wins.",
            "WAYBILL_API_KEY  the key to call it with. --api-key-file and --api-key win.",
            "NO_COLOR         not empty: no colours.",
            "TERM             dumb: no bar and no colours.",
            "COLUMNS          how wide the terminal is, where that cannot be found out.",
            "",
            "Anything else is a setting of the server: docs/operations.md.");

    private final Terminal terminal;

    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(arity = "0..*", paramLabel = "COMMAND|SUBJECT", description = "What to explain.")
    private List<String> path = List.of();

    HelpCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public void run() {
        if (path.equals(List.of("exit-codes"))) {
            for (ExitCode code : ExitCode.values()) {
                terminal.data("%4d  %s".formatted(code.number(), code.meaning()));
            }
        } else if (path.equals(List.of("environment"))) {
            ENVIRONMENT.forEach(terminal::data);
        } else {
            named().usage(terminal.out());
        }
    }

    private CommandLine named() {
        CommandLine found = Objects.requireNonNull(spec).root().commandLine();
        for (String name : path) {
            CommandLine next = found.getSubcommands().get(name);
            if (next == null) {
                throw new CommandLine.ParameterException(
                        Objects.requireNonNull(spec).commandLine(), "There is no help for '" + name + "'");
            }
            found = next;
        }
        return found;
    }
}
