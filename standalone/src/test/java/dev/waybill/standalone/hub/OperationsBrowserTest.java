package dev.waybill.standalone.hub;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static com.microsoft.playwright.options.AriaRole.BUTTON;
import static com.microsoft.playwright.options.AriaRole.DIALOG;
import static com.microsoft.playwright.options.AriaRole.HEADING;
import static com.microsoft.playwright.options.AriaRole.LINK;
import static com.microsoft.playwright.options.AriaRole.ROW;
import static com.microsoft.playwright.options.AriaRole.SEARCHBOX;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.BoundingBox;
import dev.waybill.client.ProcessView;
import dev.waybill.shared.tenancy.Role;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The list of operations: it changes under nobody's pointer, and acts on many only as it said it would. */
@BrowserTest
class OperationsBrowserTest {

    @Test
    void saysWhatToDoWhileThereIsNothing(Visitor visitor) {
        Page page = visitor.open("/");
        assertThat(page.getByText("No operations yet. Import a file to start.")).isVisible();
        assertThat(link(page, "Import a file")).isVisible();
        visitor.look("operations-empty");
    }

    @Test
    void keepsItsRowsWhereTheyAreWhileOthersArrive(Visitor visitor, Workspace workspace) {
        try (Walks walks = Walks.in(workspace)) {
            ProcessView first = walks.ended("The first", "completed");
            Page page = visitor.open("/");
            assertThat(row(page, 1)).containsText("The first");
            assertThat(page.getByText("Live", new Page.GetByTextOptions().setExact(true)))
                    .isVisible();
            BoundingBox place = row(page, 1).boundingBox();
            walks.ended(5, "Another", "completed");
            Locator pill = button(page, "Show 5 new");
            assertThat(pill).isVisible();
            assertThat(row(page, 1)).containsText("#" + first.id());
            assertThat(row(page, 1).boundingBox().y).isEqualTo(place.y);
            visitor.look("operations-new");
            pill.click();
            assertThat(row(page, 1)).containsText("Another 5");
            assertThat(row(page, 6)).containsText("The first");
            assertThat(pill).isHidden();
        }
    }

    @Test
    void changesRowsInPlaceAndDimsThoseThatNoLongerMatch(Visitor visitor, Workspace workspace) {
        try (Walks walks = Walks.in(workspace)) {
            ProcessView walk = walks.paced("in-place", 4, "completed");
            walks.ended("Later", "completed");
            Page page = visitor.open("/?status=queued,running");
            Locator row = rowOf(page, "in-place");
            assertThat(row).containsText("Running");
            Walk.let("in-place", 2);
            assertThat(row).containsText("2 of 4");
            visitor.look("operations-running");
            Walk.let("in-place", 2);
            walks.end(walk.id());
            assertThat(row).containsText("Succeeded");
            assertThat(row).hasClass(Pattern.compile("gone"));
            assertThat(page.getByRole(AriaRole.STATUS)).containsText("in-place: Succeeded");
            page.reload();
            assertThat(page.getByText("Nothing that is queued or running")).isVisible();
        }
    }

    @Test
    void keepsItsFiltersInTheAddressSoThatBackRestoresThem(Visitor visitor, Workspace workspace) {
        try (Walks walks = Walks.in(workspace)) {
            walks.ended("Went well", "completed");
            walks.ended("Went wrong", "failed");
            Page page = visitor.open("/");
            Locator failed = page.getByRole(AriaRole.NAVIGATION, named("Status"))
                    .getByRole(LINK, new Locator.GetByRoleOptions().setName(Pattern.compile("^Failed")));
            assertThat(failed).containsText("1");
            failed.click();
            assertThat(rows(page)).hasCount(1);
            page.getByLabel("Time").selectOption("24h");
            assertThat(page).hasURL(Pattern.compile("/\\?status=failed&since=24h$"));
            page.getByRole(SEARCHBOX).fill("zzz");
            assertThat(page.getByText("Nothing with “zzz” that is failed in the last 24 hours."))
                    .isVisible();
            assertThat(page.getByText("The search looks among the newest 10,000 operations."))
                    .isVisible();
            visitor.look("operations-nothing");
            page.goBack();
            assertThat(page.getByLabel("Time")).hasValue("");
            page.getByLabel("Time").selectOption("24h");
            assertThat(page).hasURL(Pattern.compile("since=24h$"));
            page.goBack();
            assertThat(page.getByLabel("Time")).hasValue("");
            assertThat(failed).hasAttribute("aria-current", "page");
            assertThat(rowOf(page, "Went wrong")).isVisible();
            page.goBack();
            assertThat(rows(page)).hasCount(2);
            rowOf(page, "Went wrong").getByRole(LINK).click();
            assertThat(page.getByRole(HEADING, named("Went wrong"))).isVisible();
            page.goBack();
            assertThat(rows(page)).hasCount(2);
        }
    }

    @Test
    void saysWhichAttemptWaitsUntilWhenFromTheFirstLookOn(Visitor visitor, Workspace workspace) {
        workspace.node().behind().sql("""
                        INSERT INTO processes (workspace_id, type, name, status, queue, max_attempts, attempts, attempts_spent, run_at)
                        VALUES (:workspace, 'walk', 'Tries again', 'pending', 'nobodys', 4, 1, 1, now() + interval '1 hour')
                        """).param("workspace", workspace.id()).update();
        Page page = visitor.open("/");
        assertThat(rowOf(page, "Tries again"))
                .containsText(Pattern.compile("#\\d+ · retry 2 of 4 at \\d\\d:\\d\\d:\\d\\d"));
        assertThat(rowOf(page, "Tries again")).containsText(Pattern.compile("queued (just now|\\d+ s ago)"));
        visitor.look("operations-retry");
    }

    @Test
    void actsOnAllThatMatchAndLeavesWhatCameLaterAlone(Visitor visitor, Workspace workspace) {
        try (Walks walks = Walks.in(workspace)) {
            List<ProcessView> failed = walks.ended(51, "Failing", "failed");
            Page page = visitor.open("/?status=failed");
            assertThat(rows(page)).hasCount(50);
            page.getByLabel("Select all shown").check();
            button(page, "Select all 51 matching").click();
            assertThat(page.getByText("All that match")).isVisible();
            visitor.look("operations-selected");
            button(page, "Retry…").click();
            Locator dialog = page.getByRole(DIALOG, named("Retry all that match"));
            assertThat(dialog).containsText("Retry 51 failed.");
            visitor.look("operations-bulk");
            ProcessView later = walks.ended("Too late", "failed");
            dialog.getByRole(BUTTON, new Locator.GetByRoleOptions().setName("Retry 51"))
                    .click();
            link(page, "Follow it").click();
            assertThat(status(page)).containsText("Succeeded");
            assertThat(status(page)).containsText("51 of 51");
            assertThat(page.getByText("Up to date")).isVisible();
            assertThat(walks.end(failed.getFirst().id()).eventSeq())
                    .isGreaterThan(failed.getFirst().eventSeq());
            assertThat(walks.end(later.id()).eventSeq()).isEqualTo(later.eventSeq());
        }
    }

    @Test
    void actsOnWhatIsSelectedAndSaysWhatIsLeftOut(Visitor visitor, Workspace workspace) {
        try (Walks walks = Walks.in(workspace)) {
            walks.ended("Done already", "completed");
            walks.paced("stop-me", 3, "completed");
            Page page = visitor.open("/");
            page.getByLabel(Pattern.compile("^Select stop-me")).check();
            page.getByLabel(Pattern.compile("^Select Done already")).check();
            button(page, "Cancel…").click();
            Locator dialog = page.getByRole(DIALOG);
            assertThat(dialog).containsText("Cancel 1 that have not ended; 1 has ended and is left out.");
            assertThat(dialog.getByRole(BUTTON, new Locator.GetByRoleOptions().setName("Back")))
                    .isFocused();
            visitor.look("operations-cancel");
            dialog.getByRole(BUTTON, new Locator.GetByRoleOptions().setName("Cancel 1"))
                    .click();
            assertThat(page.getByText("Cancelled 1").first()).isVisible();
            assertThat(rowOf(page, "stop-me")).containsText("Cancelled");
            assertThat(button(page, "Clear selection")).isHidden();
        }
    }

    @Test
    void isWorkedByTheKeyboardAlone(Visitor visitor, Workspace workspace) {
        try (Walks walks = Walks.in(workspace)) {
            walks.ended("Below", "failed");
            walks.ended("Above", "failed");
            Page page = visitor.open("/");
            assertThat(rows(page)).hasCount(2);
            page.keyboard().press("j");
            assertThat(link(page, "Above")).isFocused();
            page.keyboard().press("j");
            page.keyboard().press("x");
            assertThat(page.getByText("1 selected")).isVisible();
            page.keyboard().press("r");
            assertThat(page.getByRole(DIALOG)).containsText("Retry 1 failed.");
            visitor.look("operations-keyboard");
            page.keyboard().press("Escape");
            assertThat(page.getByRole(DIALOG)).isHidden();
            assertThat(link(page, "Below")).isFocused();
            page.keyboard().press("Enter");
            assertThat(page.getByRole(HEADING, named("Below"))).isVisible();
            assertThat(page.locator("main")).isFocused();
            page.keyboard().press("?");
            assertThat(page.getByRole(DIALOG, named("Keyboard shortcuts"))).containsText("Copy the id");
            visitor.look("keyboard-map");
            page.keyboard().press("Escape");
            page.keyboard().press("g");
            page.keyboard().press("o");
            assertThat(page.getByRole(HEADING, named("Operations"))).isVisible();
            page.keyboard().press("/");
            assertThat(page.getByRole(SEARCHBOX)).isFocused();
        }
    }

    @Test
    void showsAViewerNothingToActWith(Visitor visitor, Workspace workspace) {
        try (Walks walks = Walks.in(workspace)) {
            ProcessView failed = walks.ended("Not yours to retry", "failed");
            visitor.signIn(workspace.keyOf("Vera", Role.VIEWER));
            Page page = visitor.open("/");
            assertThat(rows(page)).hasCount(1);
            assertThat(rows(page)).containsText("Ada");
            assertThat(page.getByRole(AriaRole.CHECKBOX)).hasCount(0);
            page.navigate("/operations/" + failed.id());
            assertThat(page.getByRole(HEADING, named("Not yours to retry"))).isVisible();
            assertThat(button(page, "Retry")).hasCount(0);
            visitor.look("operation-viewer");
        }
    }

    private static Locator rows(Page page) {
        return page.locator("tbody").getByRole(ROW);
    }

    private static Locator row(Page page, int number) {
        return rows(page).nth(number - 1);
    }

    private static Locator rowOf(Page page, String name) {
        return rows(page).filter(new Locator.FilterOptions().setHasText(name));
    }

    private static Locator button(Page page, String name) {
        return page.getByRole(BUTTON, named(name));
    }

    private static Locator link(Page page, String name) {
        return page.getByRole(LINK, named(name));
    }

    private static Page.GetByRoleOptions named(String name) {
        return new Page.GetByRoleOptions().setName(name).setExact(true);
    }

    private static Locator status(Page page) {
        return page.getByRole(AriaRole.REGION, named("Status"));
    }
}
