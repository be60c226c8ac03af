package dev.waybill.standalone.cli;

import picocli.AutoComplete;
import picocli.CommandLine.Command;

@Command(
        name = "completion",
        description = "Prints a script that completes commands and options in bash and zsh.",
        footer = {
            "",
            "It completes what is called 'waybill': an alias, or a script on the PATH.",
            "",
            "Example:",
            "  alias waybill='java -jar /opt/waybill/waybill.jar'; source <(waybill completion)"
        })
final class CompletionCommand extends Helped implements Runnable {

    private final Terminal terminal;

    CompletionCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public void run() {
        AutoComplete.bash("waybill", Waybill.line(terminal)).lines().forEach(terminal::data);
    }
}
