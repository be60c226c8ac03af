package dev.waybill.standalone.hub;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext.Store.CloseableResource;
import org.opentest4j.TestAbortedException;

/** The browser and the node of a run, or the reason why there are none. */
final class BrowserRun implements CloseableResource {

    private static final Path SKIPPED = Path.of("target", "browser", "skipped.txt");

    private final @Nullable Chromium chromium;
    private final @Nullable HubNode node;
    private final @Nullable BrowserMissing missing;

    private BrowserRun(@Nullable Chromium chromium, @Nullable HubNode node, @Nullable BrowserMissing missing) {
        this.chromium = chromium;
        this.node = node;
        this.missing = missing;
    }

    static BrowserRun start() {
        try {
            Files.deleteIfExists(SKIPPED);
            Chromium chromium = Chromium.start();
            return new BrowserRun(chromium, HubNode.start(), null);
        } catch (BrowserMissing e) {
            return new BrowserRun(null, null, e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Chromium chromium() {
        return required(chromium);
    }

    HubNode node() {
        return required(node);
    }

    private <T> T required(@Nullable T part) {
        if (part != null) {
            return part;
        }
        throw refusal("true".equals(System.getenv("CI")));
    }

    /**
     * What a test ends with that has no browser.
     *
     * @param demanded it fails instead of being skipped
     */
    RuntimeException refusal(boolean demanded) {
        String word = "no browser: " + (missing == null ? "?" : missing.getMessage());
        if (demanded) {
            return new IllegalStateException("CI must run the browser tests, but there is " + word, missing);
        }
        try {
            Files.createDirectories(Path.of("target", "browser"));
            Files.writeString(SKIPPED, word);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new TestAbortedException("Skipped, for there is " + word, missing);
    }

    @Override
    public void close() {
        if (chromium != null) {
            chromium.close();
        }
        if (node != null) {
            node.close();
        }
    }
}
