package dev.waybill.standalone.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.waybill.client.ProcessView;
import dev.waybill.client.SubmitOptions;
import dev.waybill.client.WaybillClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "submit",
        description = "Submits a job and prints its id.",
        footer = {
            "",
            "The server tells which types there are, and what their input is: GET /api/job-types, docs/api.md.",
            "With --wait or --watch the exit code says how it ended: waybill help exit-codes.",
            "",
            "Examples:",
            "  waybill submit import --file products.csv --watch",
            "  waybill submit import/csv --file products.csv --input '{\"currency\": \"EUR\"}' --name Spring",
            "  waybill submit sync/full --file stock.ndjson --file-at /source/file_id --tenant 1 \\",
            "      --input '{\"source\": {}, \"selection\": {\"system\": \"shop\"}}'",
            "  echo '{\"scope_key\": \"...\"}' | waybill submit drift --input - --tenant 1 --key nightly-2026-01-31"
        })
final class SubmitCommand extends Started {

    private static final String IMPORT = "import";

    @Parameters(index = "0", paramLabel = "TYPE[/SUBTYPE]", description = "What to do, for example import/csv.")
    private String label = "";

    @Option(
            names = {"-i", "--input"},
            paramLabel = "JSON|@FILE|-",
            order = 1,
            description = "The input as JSON, from a file, or from the standard input; {} unless said.")
    private String input = "{}";

    @Option(
            names = {"-f", "--file"},
            paramLabel = "FILE",
            order = 2,
            description = "Uploads a file and puts its id into the input.")
    private @Nullable Path file;

    @Option(
            names = "--file-at",
            paramLabel = "POINTER",
            order = 3,
            description = "Where in the input the file's id goes; /file_id unless said.")
    private @Nullable String fileAt;

    @Option(names = "--name", paramLabel = "NAME", order = 4, description = "A name for people.")
    private @Nullable String name;

    @Option(names = "--tenant", paramLabel = "ID", order = 5, description = "The tenant that it is about.")
    private @Nullable Long tenant;

    @Option(
            names = "--priority",
            paramLabel = "N",
            order = 6,
            description = "-1000 to 1000, higher is more urgent; 0 unless said.")
    private @Nullable Integer priority;

    @Option(names = "--run-at", paramLabel = "INSTANT", order = 7, description = "Not before, in ISO-8601.")
    private @Nullable Instant runAt;

    @Option(
            names = "--key",
            paramLabel = "KEY",
            order = 8,
            description =
                    "Idempotency key: for 24 hours the same submit with the same key is answered with the same job.")
    private @Nullable String key;

    @Option(
            names = "--active-run-key",
            paramLabel = "KEY",
            order = 9,
            description = "While a job with this key has not ended, it is the answer.")
    private @Nullable String activeRunKey;

    SubmitCommand(Terminal terminal) {
        super(terminal);
    }

    @Override
    ProcessView start(WaybillClient client) throws IOException {
        String[] parts = label.split("/", 2);
        String subtype = parts.length == 2 ? parts[1] : null;
        ObjectNode members = JsonText.object("--input", input());
        if (file == null) {
            return client.submit(parts[0], subtype, members, options());
        }
        requireReadable(file);
        if (parts[0].equals(IMPORT) && fileAt == null) {
            return client.importFile(subtype, file, members, options());
        }
        put(members, fileAt == null ? "/file_id" : fileAt, client.upload(file).id());
        return client.submit(parts[0], subtype, members, options());
    }

    private SubmitOptions options() {
        SubmitOptions options = SubmitOptions.none();
        options = key == null ? options : options.requestKey(key);
        options = name == null ? options : options.name(name);
        options = tenant == null ? options : options.tenantId(tenant);
        options = priority == null ? options : options.priority(priority);
        options = runAt == null ? options : options.runAt(runAt);
        return activeRunKey == null ? options : options.activeRunKey(activeRunKey);
    }

    private String input() throws IOException {
        if (input.equals("-")) {
            return new String(terminal().in().readAllBytes(), UTF_8);
        }
        if (input.startsWith("@")) {
            Path path = Path.of(input.substring(1));
            requireReadable(path);
            return Files.readString(path);
        }
        return input;
    }

    private static void put(ObjectNode members, String pointer, UUID id) {
        int last = pointer.lastIndexOf('/');
        if (last < 0 || last == pointer.length() - 1) {
            throw new IllegalArgumentException("--file-at must be a JSON pointer such as /source/file_id");
        }
        JsonNode parent = members.at(pointer.substring(0, last));
        if (!(parent instanceof ObjectNode object)) {
            throw new IllegalArgumentException("The input has no object at " + pointer.substring(0, last));
        }
        object.put(pointer.substring(last + 1), id.toString());
    }

    private static void requireReadable(Path path) {
        if (!Files.isReadable(path) || Files.isDirectory(path)) {
            throw new IllegalArgumentException("There is no file that can be read: " + path);
        }
    }
}
