package dev.waybill.standalone.hub;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static com.microsoft.playwright.options.AriaRole.BUTTON;
import static com.microsoft.playwright.options.AriaRole.DIALOG;
import static com.microsoft.playwright.options.AriaRole.LINK;
import static com.microsoft.playwright.options.AriaRole.LISTITEM;
import static com.microsoft.playwright.options.AriaRole.REGION;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import dev.waybill.client.ProcessView;
import dev.waybill.client.WaybillClient;
import dev.waybill.shared.tenancy.Role;
import dev.waybill.testkit.GeminiStandIn;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Suggestions of a model that a person decides on. */
@BrowserTest
class EnrichmentBrowserTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    private Path directory;

    @Test
    void isDecidedByKeysAndEndsWithTheLastDecision(Visitor visitor, Workspace workspace, HubNode node)
            throws IOException {
        CountDownLatch thought = new CountDownLatch(1);
        node.model().next(GeminiStandIn.thinks(() -> await(thought)));
        Page page = visitor.open("/enrichment/" + submit(workspace, 4));
        assertThat(page.getByText("The model is asked")).isVisible();
        visitor.look("enrichment-running");
        thought.countDown();

        assertThat(page.getByText("4 to review, 0 approved, 0 rejected")).isVisible();
        visitor.lookInEveryWay("enrichment");
        Locator cards = page.getByRole(LISTITEM)
                .filter(new Locator.FilterOptions()
                        .setHas(page.getByRole(BUTTON, new Page.GetByRoleOptions().setName(Pattern.compile("^Edit")))));
        assertThat(cards).hasCount(4);
        page.keyboard().press("j");
        page.keyboard().press("a");
        assertThat(cards.nth(0)).containsText("Approved");
        page.keyboard().press("d");
        assertThat(cards.nth(1)).containsText("Rejected");
        page.keyboard().press("e");
        Locator dialog = page.getByRole(DIALOG);
        dialog.getByLabel("Description").fill("As I want it");
        visitor.look("enrichment-edit");
        dialog.getByRole(BUTTON, new Locator.GetByRoleOptions().setName("Save and approve"))
                .click();
        assertThat(cards.nth(2)).containsText("As I want it");
        assertThat(cards.nth(2)).containsText("Approved");
        assertThat(page.getByText("1 to review, 2 approved, 1 rejected")).isVisible();

        cards.nth(3)
                .getByRole(BUTTON, new Locator.GetByRoleOptions().setName(Pattern.compile("^Approve")))
                .click();
        assertThat(dialog).containsText("3 approved suggestions will be written");
        visitor.look("enrichment-last");
        dialog.getByRole(BUTTON, new Locator.GetByRoleOptions().setName("Write 3 records"))
                .click();
        assertThat(page.getByText("The review has ended: 3 records written, 1 rejected."))
                .isVisible();
        visitor.look("enrichment-ended");
    }

    @Test
    void approvesAboveAConfidenceAndFinishes(Visitor visitor, Workspace workspace) throws IOException {
        Page page = visitor.open("/enrichment/" + submit(workspace, 3));
        assertThat(page.getByText("3 to review, 0 approved, 0 rejected")).isVisible();
        page.getByRole(BUTTON, new Page.GetByRoleOptions().setName(Pattern.compile("^Reject")))
                .first()
                .click();
        assertThat(page.getByText("2 to review, 0 approved, 1 rejected")).isVisible();
        page.getByRole(BUTTON, new Page.GetByRoleOptions().setName("Undo")).click();
        assertThat(page.getByText("3 to review, 0 approved, 0 rejected")).isVisible();
        page.getByRole(BUTTON, new Page.GetByRoleOptions().setName("Finish…")).click();
        assertThat(page.getByRole(DIALOG)).containsText("3 suggestions that nobody decided on are rejected");
        visitor.look("enrichment-finish");
        page.getByRole(BUTTON, new Page.GetByRoleOptions().setName("Back")).click();
        page.getByLabel("Confidence").selectOption("low");
        page.waitForURL(Pattern.compile(".*confidence=low.*"));
        page.goBack();
        assertThat(page.getByLabel("Confidence")).hasValue("");
        page.getByRole(BUTTON, new Page.GetByRoleOptions().setName("Approve medium or higher…"))
                .click();
        visitor.look("enrichment-approve-all");
        page.getByRole(DIALOG)
                .getByRole(BUTTON, new Locator.GetByRoleOptions().setName("Approve"))
                .click();
        // of three suggestions the stand-in is sure, fairly sure and unsure
        assertThat(page.getByText("1 to review, 2 approved, 0 rejected")).isVisible();
        page.getByRole(BUTTON, new Page.GetByRoleOptions().setName("Finish…")).click();
        assertThat(page.getByRole(DIALOG)).containsText("1 suggestion that nobody decided on is rejected");
        visitor.look("enrichment-finish-approved");
        page.getByRole(BUTTON, new Page.GetByRoleOptions().setName("Write 2 records"))
                .click();
        assertThat(page.getByText("The review has ended: 2 records written, 1 rejected."))
                .isVisible();
    }

    @Test
    void saysWhatItCostAndLeadsToItsSuggestionsAndItsJob(Visitor visitor, Workspace workspace) throws IOException {
        long id = submit(workspace, 1);
        ProcessView asked;
        try (WaybillClient client = workspace.client()) {
            asked = client.waitFor(id, PATIENCE, one -> one.status().equals("waiting_review"));
        }
        Page page = visitor.open("/operations/" + id);
        assertThat(region(page, "Cost")).containsText(Pattern.compile("Cost\\s*\\$\\d"));
        Locator leads = region(page, "Where it leads");
        assertThat(leads.getByRole(LINK, named("Suggestions"))).hasAttribute("href", "/enrichment/" + id);
        assertThat(leads.getByRole(LINK, named("Job in JobRunr’s dashboard"))).hasCount(0);

        visitor.signIn(workspace.keyOf("Grit", Role.ADMIN));
        page.reload();
        assertThat(leads.getByRole(LINK, named("Job in JobRunr’s dashboard")))
                .hasAttribute("href", HubNode.DASHBOARD + "/dashboard/jobs/" + asked.jobId());
        visitor.look("operation-cost");
    }

    private static Locator region(Page page, String name) {
        return page.getByRole(REGION, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    private static Locator.GetByRoleOptions named(String name) {
        return new Locator.GetByRoleOptions().setName(name);
    }

    private long submit(Workspace workspace, int products) throws IOException {
        StringBuilder rows = new StringBuilder("sku,name,price\n");
        for (int row = 1; row <= products; row++) {
            rows.append("P-%d,Oak chair no. %d,19.90\n".formatted(row, row));
        }
        Path file = Files.writeString(directory.resolve("products.csv"), rows);
        try (WaybillClient client = workspace.client()) {
            ProcessView imported =
                    client.waitFor(client.importFile("csv", file, Map.of()).id(), PATIENCE);
            return client.submit(
                            "ai_enrich",
                            "bulk",
                            Map.of("import_process_id", imported.id(), "fields", List.of("description", "tags")))
                    .id();
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
