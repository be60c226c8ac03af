package dev.waybill.standalone.hub;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static com.microsoft.playwright.options.AriaRole.BUTTON;
import static com.microsoft.playwright.options.AriaRole.DIALOG;
import static com.microsoft.playwright.options.AriaRole.HEADING;
import static com.microsoft.playwright.options.AriaRole.LINK;
import static com.microsoft.playwright.options.AriaRole.REGION;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Request;
import com.microsoft.playwright.options.AriaRole;
import dev.waybill.client.ProcessView;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page of one process: it tells the truth while the process runs, and asks for nothing once it has ended. */
@BrowserTest
class OperationBrowserTest {

    private static final long LONG_ENOUGH_MILLIS = 15_000;
    private static final String HIDDEN =
            "hidden => { Object.defineProperty(document, 'hidden', {get: () => hidden, configurable: true});"
                    + " document.dispatchEvent(new Event('visibilitychange')); }";

    @TempDir
    Path directory;

    @Test
    void followsAProcessToItsEnd(Visitor visitor, Workspace workspace) {
        try (Walks walks = Walks.in(workspace)) {
            ProcessView walk = walks.paced("to-its-end", 4, "completed");
            Page page = open(visitor, walk);
            assertThat(status(page)).containsText("Running");
            Walk.let("to-its-end", 2);
            assertThat(status(page).getByText("2 of 4", new Locator.GetByTextOptions().setExact(true)))
                    .isVisible();
            assertThat(status(page).getByRole(AriaRole.PROGRESSBAR)).hasAttribute("aria-valuenow", "50");
            assertThat(page).hasTitle("to-its-end, running 50 % · Waybill");
            assertThat(timeline(page)).containsText("so far");
            visitor.look("operation-running");
            Walk.let("to-its-end", 2);
            assertThat(status(page)).containsText("Succeeded");
            assertThat(timeline(page)).not().containsText("so far");
            assertThat(page.getByRole(REGION, named("Events"))).containsText("Completed");
            assertThat(page).hasTitle("to-its-end, succeeded · Waybill");
            assertThat(page.getByText("Up to date")).isVisible();
            visitor.look("operation-succeeded");
            link(page, "Result").click();
            assertThat(page.getByRole(REGION, named("Result"))).containsText("Steps");
            link(page, "Input").click();
            assertThat(page.getByLabel("Input", new Page.GetByLabelOptions().setExact(true))
                            .last())
                    .containsText("to-its-end");
            visitor.look("operation-input");
        }
    }

    @Test
    void losesNoEntryOfTheLogWhileTheNetworkIsAway(Visitor visitor, Workspace workspace) {
        visitor.expecting("net::ERR_INTERNET_DISCONNECTED");
        try (Walks walks = Walks.in(workspace)) {
            ProcessView walk = walks.paced("away", 5, "completed");
            Page page = open(visitor, walk);
            assertThat(page.getByText("Live", exactly())).isVisible();
            Walk.let("away", 1);
            assertThat(status(page)).containsText("1 of 5");
            visitor.context().setOffline(true);
            assertThat(page.getByText("Offline")).isVisible();
            Walk.let("away", 3);
            walks.client().waitFor(walk.id(), Duration.ofSeconds(30), one -> one.processedItems() == 4);
            visitor.context().setOffline(false);
            assertThat(status(page)).containsText("4 of 5");
            Walk.let("away", 1);
            assertThat(status(page)).containsText("Succeeded");
            List<String> log = page.getByRole(REGION, named("Events"))
                    .getByRole(AriaRole.LISTITEM)
                    .allInnerTexts();
            for (int step = 1; step <= 5; step++) {
                String entry = "Step %d of 5".formatted(step);
                assertThat(log)
                        .filteredOn(line -> line.contains(entry))
                        .as(entry)
                        .hasSize(1);
            }
        }
    }

    @Test
    void saysWhyFailedItemsOfATypeAreNotRepeatedAlone(Visitor visitor, Workspace workspace) {
        try (Walks walks = Walks.in(workspace)) {
            Page page = open(visitor, walks.ended("Stumbled", "partial"));
            assertThat(status(page)).containsText("1 failed");
            assertThat(button(page, "Retry failed items")).hasCount(0);
            link(page, "Failures").click();
            assertThat(page.getByText("This type cannot run again over its failed items alone."))
                    .isVisible();
            assertThat(button(page, "Retry all 1")).hasCount(0);
        }
    }

    @Test
    void asksForNothingInAHiddenTabNorOnceItHasEnded(Visitor visitor, Workspace workspace) {
        try (Walks walks = Walks.in(workspace)) {
            ProcessView walk = walks.paced("hidden", 3, "completed");
            visitor.page().clock().install();
            Page page = open(visitor, walk);
            assertThat(page.getByText("Live", exactly())).isVisible();
            List<String> requests = new CopyOnWriteArrayList<>();
            page.evaluate(HIDDEN, true);
            page.onRequest(request -> requests.add(path(request)));
            assertThat(page.getByText("Paused")).isVisible();
            Walk.let("hidden", 1);
            page.clock().runFor(LONG_ENOUGH_MILLIS);
            assertThat(requests).isEmpty();
            page.evaluate(HIDDEN, false);
            assertThat(status(page)).containsText("1 of 3");
            Walk.let("hidden", 2);
            assertThat(status(page)).containsText("Succeeded");
            assertThat(page.getByText("Up to date")).isVisible();
            assertThat(page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("My operations"))
                            .locator(".tray-count"))
                    .hasText("");
            requests.clear();
            page.clock().runFor(LONG_ENOUGH_MILLIS);
            assertThat(requests).isEmpty();
        }
    }

    @Test
    void keepsADialogOpenThroughAllThatHappensBehindIt(Visitor visitor, Workspace workspace) {
        try (Walks walks = Walks.in(workspace)) {
            ProcessView walk = walks.paced("behind", 14, "completed");
            Page page = open(visitor, walk);
            assertThat(status(page)).containsText("Running");
            button(page, "Cancel…").click();
            Locator dialog = page.getByRole(DIALOG, named("Cancel behind?"));
            assertThat(dialog.getByRole(BUTTON, new Locator.GetByRoleOptions().setName("Keep it")))
                    .isFocused();
            Walk.let("behind", 12);
            walks.client().waitFor(walk.id(), Duration.ofSeconds(30), one -> one.processedItems() == 12);
            visitor.look("operation-cancel");
            assertThat(dialog).isVisible();
            dialog.getByRole(BUTTON, new Locator.GetByRoleOptions().setName("Cancel operation"))
                    .click();
            assertThat(status(page)).containsText("Cancelled");
            assertThat(status(page)).containsText("12 of 14");
            assertThat(button(page, "Cancel…")).hasCount(0);
            visitor.look("operation-cancelled");
        }
    }

    @Test
    void retriesWhatFailedAndRunsAgainUnderThePersonsEyes(Visitor visitor, Workspace workspace) {
        try (Walks walks = Walks.in(workspace)) {
            Page page = open(visitor, walks.ended("Falls", "failed"));
            assertThat(status(page)).containsText("It was told to fail");
            visitor.look("operation-failed");
            page.keyboard().press("r");
            assertThat(page.getByRole(REGION, named("Events"))).containsText("Queued: Retried");
            assertThat(status(page)).containsText("Failed");
            assertThat(timeline(page).getByText("Attempt 2, failed")).isVisible();
            visitor.look("operation-attempts");
        }
    }

    @Test
    void asksBeforeADecisionThatEndsAReview(Visitor visitor, Workspace workspace) {
        try (Walks walks = Walks.in(workspace)) {
            ProcessView walk = walks.paced("decide", 1, "review");
            Walk.let("decide", 1);
            Page page = open(visitor, walk);
            assertThat(status(page)).containsText("Waiting review");
            button(page, "Approve…").click();
            visitor.look("operation-approve");
            page.getByRole(DIALOG)
                    .getByRole(BUTTON, new Locator.GetByRoleOptions().setName("Approve"))
                    .click();
            assertThat(status(page)).containsText("Succeeded");
            assertThat(timeline(page)).containsText("Waited for a person");
        }
    }

    @Test
    void groupsWhatFailedByItsReasonAndRepeatsOneGroup(Visitor visitor, Workspace workspace) throws IOException {
        Path file = Files.writeString(
                directory.resolve("prices.csv"), "sku,name,price\nA-1,Chair,12\nA-2,Table,-3\nA-3,Lamp,-4\n,,7\n");
        try (Walks walks = Walks.in(workspace)) {
            ProcessView imported = walks.client().importFile("csv", file, Map.of("currency", "EUR"));
            walks.end(imported.id());
            Page page = visitor.open("/operations/%d?tab=failures".formatted(imported.id()));
            Locator groups = page.getByRole(REGION, named("Failures by reason"));
            assertThat(groups.getByRole(HEADING)).hasCount(3);
            assertThat(groups).containsText("Price negative");
            assertThat(groups).containsText("2 items");
            visitor.look("operation-failures");
            Download rows =
                    page.waitForDownload(() -> link(page, "Failed rows as CSV").click());
            assertThat(Files.readString(rows.path())).contains("A-2", "A-3").doesNotContain("A-1");
            button(page, "Retry Price negative").click();
            page.waitForURL(Pattern.compile(".*/operations/(?!%d\\b)\\d+$".formatted(imported.id())));
            assertThat(status(page)).containsText("2 of 2");
            assertThat(link(page, "Retry of #" + imported.id())).isVisible();
            page.navigate("/operations/%d?tab=items".formatted(imported.id()));
            button(page, "Change to A-1").click();
            assertThat(page.getByRole(AriaRole.TABLE, named("Change to A-1"))).containsText("Chair");
            visitor.look("operation-items");
            link(page, "Error").click();
            assertThat(page.getByRole(AriaRole.TABLE).first()).not().containsText("A-1");
        }
    }

    @Test
    void saysWhyItWaits(Visitor visitor, Workspace workspace, HubNode node) {
        try (Walks walks = Walks.in(workspace)) {
            node.behind()
                    .sql(
                            "INSERT INTO queue_controls (scope, name, paused_at, paused_by, reason) VALUES ('workspace', :name, waybill_now(), :by, 'stock-taking')")
                    .param("name", Long.toString(workspace.id()))
                    .param("by", workspace.admin().userId())
                    .update();
            Page page = open(visitor, walks.paced("held", 1, "completed"));
            assertThat(status(page)).containsText("Queued");
            assertThat(status(page)).containsText("This workspace is paused by Grace since");
            assertThat(status(page)).containsText("stock-taking");
            visitor.look("operation-paused");
        }
    }

    private static Page open(Visitor visitor, ProcessView process) {
        return visitor.open("/operations/" + process.id());
    }

    private static Locator status(Page page) {
        return page.getByRole(REGION, named("Status"));
    }

    private static Locator timeline(Page page) {
        return page.getByRole(REGION, named("Timeline"));
    }

    private static String path(Request request) {
        return request.url().replaceFirst("^https?://[^/]+", "");
    }

    private static Locator button(Page page, String name) {
        return page.getByRole(BUTTON, named(name));
    }

    /** By the beginning of its name: a count may follow. */
    private static Locator link(Page page, String name) {
        return page.getByRole(LINK, new Page.GetByRoleOptions().setName(Pattern.compile("^" + name + "\\b")));
    }

    private static Page.GetByRoleOptions named(String name) {
        return new Page.GetByRoleOptions().setName(name).setExact(true);
    }

    private static Page.GetByTextOptions exactly() {
        return new Page.GetByTextOptions().setExact(true);
    }
}
