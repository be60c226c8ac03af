package dev.waybill.standalone.cli;

import dev.waybill.client.WaybillClient;
import dev.waybill.client.WaybillClientBuilder;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which server, and as whom. */
final class ServerOptions {

    private static final String USUAL = "http://127.0.0.1:8080";
    private static final long LONGEST_KEY_FILE = 16_384;

    @Option(
            names = "--url",
            paramLabel = "URL",
            order = 90,
            description = "The server; WAYBILL_URL, else " + USUAL + ".")
    private @Nullable String url;

    @Option(
            names = "--api-key-file",
            paramLabel = "FILE",
            order = 91,
            description = "Holds the API key; else WAYBILL_API_KEY has it.")
    private @Nullable Path keyFile;

    @Option(
            names = "--api-key",
            paramLabel = "KEY",
            order = 92,
            description = "The key itself: whoever lists the processes of this machine can read it.")
    private @Nullable String key;

    /** @throws IllegalArgumentException when the address or the key cannot be used */
    WaybillClient connect(Terminal terminal) {
        return builder(terminal).build();
    }

    /** One that outlasts restarts of the server. */
    WaybillClient connectFor(Terminal terminal, Duration giveUpAfter) {
        return builder(terminal).giveUpAfter(giveUpAfter).build();
    }

    private WaybillClientBuilder builder(Terminal terminal) {
        WaybillClientBuilder builder = WaybillClient.builder(address(terminal));
        String found = key(terminal);
        return found.isEmpty() ? builder : builder.apiKey(found);
    }

    private URI address(Terminal terminal) {
        String said = url == null ? terminal.environment("WAYBILL_URL") : url;
        try {
            return new URI(said.isEmpty() ? USUAL : said);
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("The server's address is none: " + e.getReason(), e);
        }
    }

    private String key(Terminal terminal) {
        if (key != null) {
            terminal.say("waybill: a key among the arguments can be read by whoever lists processes; "
                    + "WAYBILL_API_KEY and --api-key-file are safe");
            return key;
        }
        return keyFile == null ? terminal.environment("WAYBILL_API_KEY") : read(keyFile);
    }

    private static String read(Path file) {
        try {
            if (Files.size(file) > LONGEST_KEY_FILE) {
                throw new IllegalArgumentException("The key file is too long to hold a key: " + file);
            }
            String read = Files.readString(file).strip();
            if (read.isEmpty()) {
                throw new IllegalArgumentException("The key file is empty: " + file);
            }
            return read;
        } catch (IOException e) {
            throw new IllegalArgumentException("The key file cannot be read: " + file, e);
        }
    }
}
