package dev.waybill.standalone.hub;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.PlaywrightException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.extension.ExtensionContext.Store.CloseableResource;

/** The browser of a test run: {@code CHROMIUM_PATH}, Debian's, or that of {@link ChromiumPackage}. */
final class Chromium implements CloseableResource {

    private static final Path DEBIAN = Path.of("/usr/bin/chromium");
    private static final Path KEPT = Path.of("target", "browser");

    // root has no sandbox; the rest keeps it from calling home
    private static final List<String> FLAGS = List.of(
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync");

    private final Playwright playwright;
    private final Browser browser;

    private Chromium(Playwright playwright, Browser browser) {
        this.playwright = playwright;
        this.browser = browser;
    }

    /** Starts it. */
    static Chromium start() throws BrowserMissing {
        Map<String, String> machine = System.getenv();
        Path node = program("node", machine);
        Found found = find(machine, DEBIAN);
        Playwright playwright = Playwright.create(new Playwright.CreateOptions()
                .setEnv(Map.of("PLAYWRIGHT_NODEJS_PATH", node.toString(), "PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        try {
            Map<String, String> environment = new HashMap<>(machine);
            environment.putAll(found.environment());
            return new Chromium(
                    playwright,
                    playwright
                            .chromium()
                            .launch(new BrowserType.LaunchOptions()
                                    .setExecutablePath(found.program())
                                    .setEnv(environment)
                                    .setArgs(FLAGS)));
        } catch (PlaywrightException e) {
            playwright.close();
            throw new BrowserMissing(found.program() + " does not start", e);
        }
    }

    /** @param environment variables on top of the machine's */
    record Found(Path program, Map<String, String> environment) {}

    static Found find(Map<String, String> machine, Path installed) throws BrowserMissing {
        String named = machine.getOrDefault("CHROMIUM_PATH", "");
        if (!named.isEmpty()) {
            if (!Files.isExecutable(Path.of(named))) {
                throw new BrowserMissing("CHROMIUM_PATH is %s, which is no program".formatted(named));
            }
            return new Found(Path.of(named), Map.of());
        }
        if (Files.isExecutable(installed)) {
            return new Found(installed, Map.of());
        }
        String os = System.getProperty("os.name") + " " + System.getProperty("os.arch");
        if (!os.equals("Linux amd64")) {
            throw new BrowserMissing("npm has no Chromium for %s: set CHROMIUM_PATH".formatted(os));
        }
        ChromiumPackage fetched =
                new ChromiumPackage(KEPT.toAbsolutePath(), program("node", machine), program("npm", machine));
        return new Found(fetched.program(), fetched.environment());
    }

    private static Path program(String name, Map<String, String> machine) throws BrowserMissing {
        return Command.find(name, machine.getOrDefault("PATH", ""))
                .orElseThrow(() -> new BrowserMissing(name + " is not on the PATH"));
    }

    Browser browser() {
        return browser;
    }

    @Override
    public void close() {
        browser.close();
        playwright.close();
    }
}
