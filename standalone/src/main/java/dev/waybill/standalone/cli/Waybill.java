package dev.waybill.standalone.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.waybill.client.Problem;
import dev.waybill.client.WaybillException;
import dev.waybill.standalone.StandaloneApplication;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.ParameterException;

/** {@code waybill.jar}. Without a command it starts everything; the other commands start neither Spring nor PostgreSQL. */
@Command(
        name = "waybill",
        mixinStandardHelpOptions = true,
        description = "Runs Waybill, or talks to one that runs.",
        synopsisSubcommandLabel = "COMMAND",
        optionListHeading = "%nOptions:%n",
        commandListHeading = "%nCommands:%n",
        footer = {
            "",
            "First steps:",
            "  waybill                                   starts everything on http://127.0.0.1:8080",
            "  waybill list                              in another terminal: what ran",
            "  waybill submit import --file products.csv --watch",
            "",
            "'waybill help COMMAND' explains a command, 'waybill help exit-codes' what scripts can rely on,",
            "'waybill help environment' how a server and a key are named.",
            "Here 'waybill' stands for 'java -jar waybill.jar'."
        })
public final class Waybill {

    private static final List<String> WANT_ALL = List.of("completion", "help");
    private static final List<String> SERVER = List.of("serve", "verify");

    private Waybill() {}

    /** @param args a command and its arguments, or settings of the server ({@code --server.port=9000}) */
    public static void main(String[] args) {
        if (startsTheServer(args)) {
            StandaloneApplication.main(withoutServe(args));
            return;
        }
        Terminal terminal = Terminal.ofThisProcess();
        int code = run(terminal, args);
        terminal.out().flush();
        terminal.err().flush();
        Runtime.getRuntime().exit(code);
    }

    /** Runs a command to its end. */
    static int run(Terminal terminal, String... args) {
        CommandLine line = line(terminal, args);
        int code = line.execute(args);
        return terminal.out().checkError() ? ExitCode.BROKEN_PIPE.number() : code;
    }

    static CommandLine line(Terminal terminal) {
        CommandLine line = new CommandLine(new Waybill());
        commands(terminal).forEach((name, command) -> line.addSubcommand(name, command.get()));
        return configured(line, terminal);
    }

    /** With the one command that is asked for, where it is clear which: it starts sooner. */
    private static CommandLine line(Terminal terminal, String... args) {
        Supplier<Object> asked = args.length == 0 ? null : commands(terminal).get(args[0]);
        if (asked == null || WANT_ALL.contains(args[0])) {
            return line(terminal);
        }
        CommandLine line = new CommandLine(new Waybill());
        line.addSubcommand(args[0], asked.get());
        return configured(line, terminal);
    }

    /** In the order in which help lists them. */
    private static Map<String, Supplier<Object>> commands(Terminal terminal) {
        Map<String, Supplier<Object>> commands = new LinkedHashMap<>();
        commands.put("submit", () -> new SubmitCommand(terminal));
        commands.put("watch", () -> new WatchCommand(terminal));
        commands.put("list", () -> new ListCommand(terminal));
        commands.put("show", () -> new ShowCommand(terminal));
        commands.put("items", () -> new ItemsCommand(terminal));
        commands.put("cancel", () -> new CancelCommand(terminal));
        commands.put("retry", () -> new RetryCommand(terminal));
        commands.put("decide", () -> new DecideCommand(terminal));
        commands.put("keys", () -> KeysCommand.with(terminal));
        commands.put("serve", ServeCommand::new);
        commands.put("verify", VerifyHelp::new);
        commands.put("completion", () -> new CompletionCommand(terminal));
        commands.put("help", () -> new HelpCommand(terminal));
        return commands;
    }

    private static CommandLine configured(CommandLine line, Terminal terminal) {
        line.setOut(new PrintWriter(terminal.out(), true, UTF_8));
        line.setErr(new PrintWriter(terminal.err(), true, UTF_8));
        line.setColorScheme(CommandLine.Help.defaultColorScheme(
                terminal.showsDataToSomebody() && terminal.hasColours() ? Ansi.ON : Ansi.OFF));
        line.setUsageHelpWidth(110);
        line.setCaseInsensitiveEnumValuesAllowed(true);
        // @file is an input here, not arguments
        line.setExpandAtFiles(false);
        line.setParameterExceptionHandler((failure, arguments) -> misunderstood(terminal, failure));
        line.setExecutionExceptionHandler((failure, command, parsed) -> failed(terminal, failure));
        line.getCommandSpec().version("waybill " + version());
        line.setExecutionStrategy(parsed -> execute(terminal, parsed));
        return line;
    }

    private static int execute(Terminal terminal, CommandLine.ParseResult parsed) {
        boolean asked = parsed.hasSubcommand() || parsed.isUsageHelpRequested() || parsed.isVersionHelpRequested();
        if (!asked) {
            parsed.commandSpec().commandLine().usage(terminal.err());
            return ExitCode.USAGE.number();
        }
        return new CommandLine.RunLast().execute(parsed);
    }

    private static int misunderstood(Terminal terminal, ParameterException failure) {
        CommandLine command = failure.getCommandLine();
        terminal.say("waybill: " + Plain.line(failure.getMessage()));
        if (!CommandLine.UnmatchedArgumentException.printSuggestions(
                failure, new PrintWriter(terminal.err(), true, UTF_8))) {
            terminal.say("Try '" + command.getCommandSpec().qualifiedName() + " --help'.");
        }
        return ExitCode.USAGE.number();
    }

    private static int failed(Terminal terminal, Exception failure) {
        return switch (failure) {
            case Terminal.BrokenPipe gone -> ExitCode.BROKEN_PIPE.number();
            case WaybillException refused -> refused(terminal, refused);
            case IllegalArgumentException misuse -> {
                terminal.say("waybill: " + Plain.line(misuse.getMessage()));
                yield ExitCode.USAGE.number();
            }
            default -> {
                terminal.say("waybill: " + Plain.line(failure.toString()));
                yield ExitCode.FAILED.number();
            }
        };
    }

    private static int refused(Terminal terminal, WaybillException failure) {
        ExitCode code = ExitCode.of(failure);
        String detail = failure.detail() == null ? "" : ": " + failure.detail();
        terminal.say("waybill: " + Plain.line(failure.reasonCode() + detail));
        for (Problem.FieldError error : failure.errors()) {
            terminal.say("  " + Plain.line(error.pointer() + ": " + error.detail()));
        }
        if (code == ExitCode.NOT_ALLOWED) {
            terminal.say("Name a key with WAYBILL_API_KEY or --api-key-file: waybill help environment");
        } else if (code == ExitCode.UNREACHABLE) {
            terminal.say("Name the server with WAYBILL_URL or --url: waybill help environment");
        }
        failure.retryAfter().ifPresent(pause -> terminal.say("Try again in " + pause.toSeconds() + " s."));
        return code.number();
    }

    /** Settings of Spring Boot have a dot in their names, and no option of a command has. */
    private static boolean startsTheServer(String[] args) {
        return args.length == 0
                || (SERVER.contains(args[0]) && !asksForHelp(args))
                || args[0].matches("--[a-z][\\w-]*(\\[.*\\])?\\.[^=]+(=.*)?|--debug|--trace");
    }

    private static boolean asksForHelp(String[] args) {
        return Arrays.stream(args).anyMatch(List.of("-h", "--help")::contains);
    }

    private static String[] withoutServe(String[] args) {
        return args.length > 0 && args[0].equals("serve") ? Arrays.copyOfRange(args, 1, args.length) : args;
    }

    private static String version() {
        String implemented = Waybill.class.getPackage().getImplementationVersion();
        return implemented == null ? "(unpackaged)" : implemented;
    }
}
