package dev.waybill.standalone.cli;

import picocli.CommandLine.Command;

/** What help says of the comparison of the ledger; {@link Waybill#main} does it. */
@Command(
        name = "verify",
        description = "Compares the whole ledger with itself, and changes nothing.",
        footer = {
            "",
            "It opens the database itself, the one in ./data unless waybill.database.url names another. Ends with 0 when",
            "all agrees, 1 when something diverges, 2 when it could not look: docs/reliability.md.",
            "",
            "Example:",
            "  waybill verify"
        })
final class VerifyHelp extends Helped implements Runnable {

    @Override
    public void run() {
        throw new IllegalArgumentException("verify must be the first argument");
    }
}
