package dev.waybill.standalone.cli;

import dev.waybill.client.KeyView;
import dev.waybill.client.Keys;
import dev.waybill.client.WaybillClient;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "keys",
        description = "Lists, makes and revokes API keys; for admins.",
        synopsisSubcommandLabel = "COMMAND",
        footer = {
            "",
            "Examples:",
            "  waybill keys list",
            "  waybill keys create ci --role operator --expires 90d > ci.key",
            "  waybill keys revoke 7"
        })
final class KeysCommand extends Helped implements Runnable {

    @Spec
    private @Nullable CommandSpec spec;

    static CommandLine with(Terminal terminal) {
        return new CommandLine(new KeysCommand())
                .addSubcommand(new Listing(terminal))
                .addSubcommand(new Creation(terminal))
                .addSubcommand(new Revocation(terminal));
    }

    @Override
    public void run() {
        throw new CommandLine.ParameterException(
                Objects.requireNonNull(spec).commandLine(), "Say what to do: list, create or revoke");
    }

    @Command(
            name = "list",
            description = "Lists the keys of the workspace, newest first, without what is secret.",
            footer = {"", "Example:", "  waybill keys list"})
    static final class Listing extends Talking {

        @Option(names = "--revoked", description = "Those that are revoked too.")
        private boolean revoked;

        @Option(names = "--json", description = "A JSON document a line.")
        private boolean json;

        Listing(Terminal terminal) {
            super(terminal);
        }

        @Override
        ExitCode talk(WaybillClient client) {
            Keys resource = client.keys();
            try (Stream<KeyView> keys = revoked ? resource.listWithRevoked() : resource.list()) {
                if (json) {
                    keys.forEach(key -> terminal().data(JsonText.of(key)));
                    return ExitCode.OK;
                }
                Table table = new Table(
                        terminal().width(), terminal()::data, "ID", "ROLE", "OWN", "HOLDS", "LAST USED", "NAME");
                keys.forEach(key -> table.row(
                        Long.toString(key.id()),
                        Objects.requireNonNullElse(key.role(), ""),
                        key.own() ? "own" : "",
                        holds(key),
                        key.lastUsedAt() == null ? "never" : key.lastUsedAt().toString(),
                        Objects.requireNonNullElse(key.name(), "")));
                table.flush();
            }
            return ExitCode.OK;
        }

        private static String holds(KeyView key) {
            if (key.revokedAt() != null) {
                return "revoked";
            }
            return key.expiresAt() == null ? "yes" : "until " + key.expiresAt();
        }
    }

    @Command(
            name = "create",
            description = "Makes a key and prints it, this once.",
            footer = {
                "",
                "The key alone goes to the standard output; --json prints all that is known of it.",
                "",
                "Example:",
                "  (umask 077; waybill keys create ci --role operator --expires 90d > ci.key)"
            })
    static final class Creation extends Talking {

        @Parameters(index = "0", paramLabel = "NAME", description = "For people.")
        private String name = "";

        @Option(
                names = "--role",
                paramLabel = "ROLE",
                required = true,
                description = "viewer reads, operator acts too, admin manages too.")
        private Keys.Role role = Keys.Role.VIEWER;

        @Option(names = "--own", description = "Sees only what its user started.")
        private boolean own;

        @Option(
                names = "--expires",
                paramLabel = "TIME",
                converter = TimeConverter.class,
                description = "Holds this long, for example 90d; without end unless said.")
        private @Nullable Duration expires;

        @Option(names = "--user", paramLabel = "ID", description = "As whom it acts; you unless said.")
        private @Nullable Long user;

        @Option(names = "--json", description = "As JSON.")
        private boolean json;

        private final Clock clock = Clock.systemUTC();

        Creation(Terminal terminal) {
            super(terminal);
        }

        @Override
        ExitCode talk(WaybillClient client) {
            Instant end = expires == null ? null : clock.instant().plus(expires);
            KeyView made = client.keys().create(new Keys.Draft(name, role, own, end, user));
            terminal().data(json ? JsonText.of(made) : Objects.requireNonNullElse(made.key(), ""));
            terminal().say("Key " + made.id() + " is shown this once. To end it: waybill keys revoke " + made.id());
            return ExitCode.OK;
        }
    }

    @Command(
            name = "revoke",
            description = "Ends a key at once, open streams included.",
            footer = {"", "Example:", "  waybill keys revoke 7"})
    static final class Revocation extends Talking {

        @Parameters(index = "0", paramLabel = "ID", description = "The key's number, as waybill keys list shows it.")
        private long id;

        Revocation(Terminal terminal) {
            super(terminal);
        }

        @Override
        ExitCode talk(WaybillClient client) {
            client.keys().revoke(id);
            terminal().say("Key " + id + " is revoked.");
            return ExitCode.OK;
        }
    }
}
