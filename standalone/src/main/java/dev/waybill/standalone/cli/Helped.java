package dev.waybill.standalone.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** What every command has. */
@Command(optionListHeading = "%nOptions:%n", parameterListHeading = "%n", sortOptions = false)
class Helped {

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            order = 100,
            description = "Shows this help.")
    @SuppressWarnings("UnusedVariable") // picocli knows what it means
    private boolean help;
}
