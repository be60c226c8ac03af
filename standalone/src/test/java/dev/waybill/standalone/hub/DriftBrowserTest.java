package dev.waybill.standalone.hub;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.waybill.client.WaybillClient;
import dev.waybill.shared.tenancy.Role;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Findings: filtered, read, acknowledged one by one and all that match, and taken back. */
@BrowserTest
class DriftBrowserTest {

    @Test
    void saysThatNothingWasFound(Visitor visitor) {
        Page page = visitor.open("/drift");
        assertThat(page.getByText("No new findings.")).isVisible();
        assertThat(page).hasTitle("Drift · Waybill");
        visitor.look("drift-empty");
    }

    @Test
    void acknowledgesWhatIsSelectedAndTakesItBack(Visitor visitor, Workspace workspace) {
        compared(workspace, 2);
        Page page = visitor.open("/drift");
        Locator rows = page.locator("tbody tr");
        assertThat(rows).hasCount(4);
        visitor.lookInEveryWay("drift-full");

        page.getByLabel("Select switch-000").check();
        page.getByLabel("Select router-new").check();
        assertThat(page.getByText("2 selected")).isVisible();
        visitor.look("drift-selected");
        button(page, "Acknowledge").click();

        Locator toast = page.locator(".toast");
        assertThat(toast).containsText("2 findings are acknowledged");
        assertThat(row(page, "switch-000")).containsText("Acknowledged");
        assertThat(rows).hasCount(4);
        assertThat(tab(page, "Acknowledged")).containsText("2");
        toast.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Undo"))
                .click();
        assertThat(row(page, "switch-000").locator(".chip")).hasText("New");
        assertThat(tab(page, "Acknowledged")).containsText("0");
    }

    @Test
    void acknowledgesAllThatMatchAfterAPreviewAndTakesJustThatBack(Visitor visitor, Workspace workspace) {
        compared(workspace, 52);
        Page page = visitor.open("/drift");
        page.getByLabel("Select switch-051").check();
        button(page, "Acknowledge").click();
        assertThat(tab(page, "Acknowledged")).containsText("1");
        page.reload();
        assertThat(page.locator("tbody tr")).hasCount(50);

        page.getByLabel("Select all shown").check();
        button(page, "Select all 53 matching").click();
        button(page, "Acknowledge…").click();
        Locator dialog = page.getByRole(AriaRole.DIALOG);
        assertThat(dialog).containsText("Acknowledge 53 findings");
        assertThat(dialog.locator("dl")).containsText("Drift, changed");
        visitor.look("drift-preview");
        dialog.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Acknowledge 53"))
                .click();

        assertThat(page.getByText("No new findings.")).isVisible();
        assertThat(tab(page, "Acknowledged")).containsText("54");
        page.locator(".toast", new Page.LocatorOptions().setHasText("53 findings"))
                .getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Undo"))
                .click();
        assertThat(tab(page, "New")).containsText("53");
        assertThat(tab(page, "Acknowledged")).containsText("1");
    }

    @Test
    void keepsFiltersInTheAddress(Visitor visitor, Workspace workspace) {
        compared(workspace, 2);
        Page page = visitor.open("/drift");
        page.getByLabel("Change").selectOption("removed");
        assertThat(page.locator("tbody tr")).hasCount(1);
        assertThat(page).hasURL(Pattern.compile("change=removed"));
        page.locator("tbody a", new Page.LocatorOptions().setHasText("router-gone"))
                .click();
        assertThat(page).hasTitle("router-gone, new · Waybill");
        page.goBack();
        assertThat(page.getByLabel("Change")).hasValue("removed");
        assertThat(page.locator("tbody tr")).hasCount(1);

        page.getByLabel("Subject type").fill("policy");
        page.getByLabel("Subject type").press("Enter");
        assertThat(page.getByText("Nothing that is new and was removed and has the subject type “policy”."))
                .isVisible();
        visitor.look("drift-nothing");
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Clear filters"))
                .first()
                .click();
        assertThat(page.locator("tbody tr")).hasCount(4);
    }

    @Test
    void showsEvidenceAndActsOnlyOnWhatWasSeen(Visitor visitor, Workspace workspace) {
        compared(workspace, 1);
        Page page = visitor.open("/drift");
        page.locator("tbody a", new Page.LocatorOptions().setHasText("switch-000"))
                .click();
        Locator diff = page.getByRole(AriaRole.TABLE, new Page.GetByRoleOptions().setName("What differs"));
        assertThat(diff).containsText("/os/version");
        assertThat(diff.locator("del").first()).isVisible();
        assertThat(diff.locator("ins", new Locator.LocatorOptions().setHasText("18.0")))
                .isVisible();
        visitor.lookInEveryWay("finding");

        button(page, "Acknowledge").click();
        assertThat(page.locator(".page-head .chip")).hasText("Acknowledged");
        assertThat(page.getByText("by Ada (you)")).isVisible();

        workspace.node().behind().sql("UPDATE findings SET updated_at = now()").update();
        visitor.expecting("412");
        button(page, "Make new again").click();
        assertThat(page.locator(".toast").last()).containsText("Somebody has changed it meanwhile");
        assertThat(page.locator(".page-head .chip")).hasText("Acknowledged");
        button(page, "Make new again").click();
        assertThat(page.locator(".page-head .chip")).hasText("New");
    }

    @Test
    void offersNothingToAViewer(Visitor visitor, Workspace workspace) {
        compared(workspace, 1);
        Page page = visitor.open("/drift");
        page.locator("tbody a", new Page.LocatorOptions().setHasText("switch-000"))
                .click();
        button(page, "Acknowledge").click();
        assertThat(page.getByText("by Ada (you)")).isVisible();
        visitor.signIn(workspace.keyOf("Vera", Role.VIEWER));
        page.reload();
        assertThat(page.getByText(Pattern.compile("by Ada$"))).isVisible();
        page.navigate(workspace.node().address() + "/drift?status=all");
        assertThat(page.locator("tbody tr")).hasCount(3);
        assertThat(page.getByRole(AriaRole.CHECKBOX)).hasCount(0);
        page.locator("tbody a").first().click();
        assertThat(page.getByRole(AriaRole.TABLE)).isVisible();
        assertThat(button(page, "Acknowledge")).hasCount(0);
        visitor.expecting("404");
        page.navigate(workspace.node().address() + "/drift/999999999");
        assertThat(page.getByText("There is no finding 999999999")).isVisible();
        visitor.look("finding-missing");
    }

    private static void compared(Workspace workspace, int changed) {
        try (WaybillClient client = workspace.client()) {
            ComparedTenant.of(client, "Acme Stores", changed);
        }
    }

    private static Locator button(Page page, String name) {
        return page.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    private static Locator tab(Page page, String name) {
        return page.locator(".tabs a", new Page.LocatorOptions().setHasText(name));
    }

    private static Locator row(Page page, String subject) {
        return page.locator("tbody tr", new Page.LocatorOptions().setHasText(subject));
    }
}
