package dev.waybill.standalone.cli;

import picocli.CommandLine.Command;

/** What help says of starting the server; {@link Waybill#main} does it. */
@Command(
        name = "serve",
        description = "Starts everything: PostgreSQL, api, worker and dashboard. The same as no command.",
        footer = {
            "",
            "Settings follow as --name=value, or stand in the environment: docs/operations.md lists them.",
            "WAYBILL_DEMO=off leaves the samples out, WAYBILL_DATA names the directory of the data.",
            "",
            "Example:",
            "  waybill serve --server.port=9000"
        })
final class ServeCommand extends Helped implements Runnable {

    @Override
    public void run() {
        throw new IllegalArgumentException("serve must be the first argument");
    }
}
