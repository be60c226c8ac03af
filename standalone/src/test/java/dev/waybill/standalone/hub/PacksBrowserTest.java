package dev.waybill.standalone.hub;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Request;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import dev.waybill.client.WaybillClient;
import java.nio.file.Files;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Review packs: asked for with options, watched, downloaded, linked; and when the card asks again. */
@BrowserTest
class PacksBrowserTest {

    private static final double GENERATION_MILLIS = 60_000;

    @Test
    void saysWhatIsMissingWithoutATenant(Visitor visitor) {
        Page page = visitor.open("/packs");
        assertThat(page.getByText("No tenants yet.")).isVisible();
        visitor.look("packs-empty");
    }

    @Test
    void generatesAPackAndDownloadsIt(Visitor visitor, Workspace workspace) throws Exception {
        tenant(workspace, "Acme Stores");
        Page page = visitor.open("/packs");
        Locator card =
                page.getByRole(AriaRole.REGION, new Page.GetByRoleOptions().setName("Review pack of Acme Stores"));
        assertThat(card).containsText("None yet.");
        visitor.look("packs-none");

        button(card, "Generate…").click();
        Locator dialog = page.getByRole(AriaRole.DIALOG);
        dialog.getByLabel("From").fill("2026-02-02");
        dialog.getByLabel("To").fill("2026-02-01");
        button(dialog, "Generate").click();
        assertThat(dialog.getByText("Must not be before the first day")).isVisible();
        assertThat(dialog.getByLabel("To")).isFocused();
        visitor.look("packs-dialog");
        dialog.getByLabel("From").fill("");
        dialog.getByLabel("To").fill("");
        dialog.getByLabel("resolved").uncheck();
        button(dialog, "Generate").click();

        assertThat(card.locator(".chip"))
                .hasText("Ready", new LocatorAssertions.HasTextOptions().setTimeout(GENERATION_MILLIS));
        assertThat(card).containsText("Findings (new, acknowledged), operations with their items");
        assertThat(card).containsText("Expires");
        assertThat(page.locator("tbody tr").first()).containsText("Ready");
        visitor.lookInEveryWay("packs-ready");

        Download download = page.waitForDownload(
                () -> card.getByRole(AriaRole.LINK, new Locator.GetByRoleOptions().setName("Download"))
                        .click());
        assertThat(Files.readAllBytes(download.path())).startsWith('P', 'K');
        assertThat(download.suggestedFilename()).endsWith(".zip");

        button(card, "Get a link…").click();
        assertThat(dialog.getByLabel("Link", new Locator.GetByLabelOptions().setExact(true)))
                .hasValue(java.util.regex.Pattern.compile("/api/review-packs/[0-9]+/file\\?expires=[0-9]+&signature="));
        visitor.look("packs-link");
        button(dialog, "Close").click();
    }

    /** The rule of the seed operations-auto-refresh: ten seconds while queued or generating, else none. */
    @Test
    void asksAgainEveryTenSecondsUntilThePackHasEnded(Visitor visitor, Workspace workspace) {
        tenant(workspace, "Beta Stores");
        Page page = visitor.page();
        Asked asked = new Asked(page);
        page.clock().install();
        Locator card = page.locator(".pack-card");
        try (HeldQueue held = HeldQueue.pause(workspace.node(), "default")) {
            visitor.open("/packs");
            assertThat(card).containsText("None yet.");
            int before = asked.times();
            page.clock().runFor(35_000);
            assertThat(asked.times()).isEqualTo(before);

            button(card, "Generate…").click();
            button(page.getByRole(AriaRole.DIALOG), "Generate").click();
            assertThat(card.locator(".chip")).hasText("Queued");
            // the ten seconds begin with an answer: one that came after the clock has jumped would begin them later
            page.waitForCondition(asked::rests);
            page.clock().pauseAt(((Number) page.evaluate("Date.now()")).longValue() + 500);
            int queued = asked.times();
            page.clock().runFor(7_000);
            assertThat(asked.times()).isEqualTo(queued);
            page.waitForRequest(
                    "**/api/review-packs/latest*", () -> page.clock().runFor(4_000));
            page.clock().resume();
            visitor.look("packs-queued");
            cancel(visitor, card);
            assertThat(held.queue()).isEqualTo("default");
        }
        int ended = asked.times();
        page.clock().runFor(60_000);
        assertThat(asked.times()).isEqualTo(ended);
        visitor.look("packs-failed");
    }

    /** How often a page has asked for the latest pack. */
    private static final class Asked {

        private static final long REST_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

        private final AtomicInteger times = new AtomicInteger();
        private final AtomicInteger unanswered = new AtomicInteger();
        private volatile long lastChange = System.nanoTime();

        Asked(Page page) {
            page.onRequest(request -> {
                if (isOf(request)) {
                    times.incrementAndGet();
                    change(1);
                }
            });
            page.onRequestFinished(request -> change(isOf(request) ? -1 : 0));
            page.onRequestFailed(request -> change(isOf(request) ? -1 : 0));
        }

        int times() {
            return times.get();
        }

        /** Whether each was answered, and nothing else has happened for half a second. */
        boolean rests() {
            return unanswered.get() == 0 && System.nanoTime() - lastChange > REST_NANOS;
        }

        private void change(int more) {
            unanswered.addAndGet(more);
            lastChange = System.nanoTime();
        }

        private static boolean isOf(Request request) {
            return request.url().contains("/api/review-packs/latest");
        }
    }

    private static void cancel(Visitor visitor, Locator card) {
        button(card, "Cancel…").click();
        Locator dialog = visitor.page().getByRole(AriaRole.DIALOG);
        assertThat(button(dialog, "Keep generating")).isFocused();
        visitor.look("packs-cancel");
        button(dialog, "Cancel review pack").click();
        assertThat(card.locator(".chip")).hasText("Failed");
        assertThat(card).containsText("It was cancelled.");
    }

    private static void tenant(Workspace workspace, String name) {
        try (WaybillClient client = workspace.client()) {
            client.tenants().findOrCreate(name, name);
        }
    }

    private static Locator button(Locator within, String name) {
        return within.getByRole(
                AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(name).setExact(true));
    }
}
