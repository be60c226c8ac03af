package dev.waybill.standalone.cli;

import dev.waybill.client.WaybillClient;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;

/** A command that talks to a server. */
abstract class Talking extends Helped implements Callable<Integer> {

    private final Terminal terminal;

    @Mixin
    private ServerOptions server = new ServerOptions();

    Talking(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws Exception {
        try (WaybillClient client = connect(server)) {
            return talk(client).number();
        }
    }

    WaybillClient connect(ServerOptions options) {
        return options.connect(terminal);
    }

    abstract ExitCode talk(WaybillClient client) throws Exception;

    Terminal terminal() {
        return terminal;
    }
}
