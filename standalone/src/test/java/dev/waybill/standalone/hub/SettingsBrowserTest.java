package dev.waybill.standalone.hub;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.waybill.client.WaybillClient;
import dev.waybill.client.WaybillException;
import dev.waybill.shared.tenancy.Role;
import java.net.URI;
import java.util.regex.Pattern;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Keys and members: a key is shown once, works, and ends; roles are changed and taken back. */
@BrowserTest
class SettingsBrowserTest {

    private Page page;

    @BeforeEach
    void signIn(Visitor visitor, Workspace workspace) {
        page = visitor.page();
    }

    @Test
    void makesAKeyThatIsShownOnceAndRevokesIt(Visitor visitor, Workspace workspace) {
        visitor.signIn(workspace.keyOf("Alan", Role.ADMIN));
        page = visitor.open("/settings/keys");
        assertThat(page.locator("tbody tr")).hasCount(2);
        button("New key…").click();
        Locator dialog = page.getByRole(AriaRole.DIALOG);
        button("Make key").click();
        assertThat(dialog.getByText("Give it a name")).isVisible();
        visitor.look("keys-new");
        dialog.getByLabel("Name").fill("night import");
        dialog.getByLabel("Role").selectOption("viewer");
        button("Make key").click();

        Locator secret = dialog.getByLabel("Key", new Locator.GetByLabelOptions().setExact(true));
        assertThat(secret).hasValue(Pattern.compile("wbk_.+_.{20,}"));
        assertThat(button("Copy key")).isVisible();
        visitor.look("keys-shown-once");
        String key = secret.inputValue();
        button("I have it").click();
        assertThat(page.locator("body")).not().containsText(key);
        assertThat(row("night import")).containsText("Viewer");
        assertThat(row("night import")).containsText("never");
        visitor.lookInEveryWay("keys");

        try (WaybillClient client = clientWith(workspace, key)) {
            assertThat(client.jobTypes()).isNotEmpty();
            button("Revoke night import…").click();
            assertThat(button("Keep key")).isFocused();
            visitor.look("keys-revoke");
            button("Revoke key").click();
            assertThat(row("night import")).hasCount(0);
            Assertions.assertThatThrownBy(client::jobTypes).isInstanceOf(WaybillException.class);
        }
        page.getByLabel("Show revoked keys").check();
        assertThat(page).hasURL(Pattern.compile("revoked=true"));
        assertThat(row("night import")).containsText("Revoked");
    }

    @Test
    void addsAMemberChangesTheRoleAndTakesItBack(Visitor visitor, Workspace workspace) {
        visitor.signIn(workspace.keyOf("Alan", Role.ADMIN));
        page = visitor.open("/settings/members");
        assertThat(page.locator("tbody tr")).hasCount(3);
        button("Add a member…").click();
        Locator dialog = page.getByRole(AriaRole.DIALOG);
        dialog.getByLabel("Name").fill("Joan");
        dialog.getByLabel("E-mail").fill("joan");
        button("Add member").click();
        assertThat(dialog.getByText("Must be an address like name@example.com")).isVisible();
        visitor.look("members-new");
        dialog.getByLabel("E-mail").fill("joan-" + workspace.id() + "@example.com");
        button("Add member").click();
        assertThat(row("Joan")).isVisible();

        page.getByLabel("Role of Joan").selectOption("viewer");
        Locator toast = page.locator(".toast", new Page.LocatorOptions().setHasText("Joan is Viewer"));
        visitor.lookInEveryWay("members");
        toast.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Undo"))
                .click();
        assertThat(page.getByLabel("Role of Joan")).hasValue("operator");

        button("Remove Joan…").click();
        assertThat(button("Keep member")).isFocused();
        visitor.look("members-remove");
        button("Remove member").click();
        assertThat(row("Joan")).hasCount(0);
    }

    @Test
    void asksBeforeAnAdminGivesTheOwnRoleUp(Visitor visitor, Workspace workspace) {
        visitor.signIn(workspace.keyOf("Alan", Role.ADMIN));
        page = visitor.open("/settings/members");
        page.getByLabel("Role of Alan").selectOption("operator");
        visitor.look("members-step-down");
        button("Stay admin").click();
        assertThat(page.getByLabel("Role of Alan")).hasValue("admin");
        page.getByLabel("Role of Alan").selectOption("operator");
        visitor.look("members-step-down");
        button("Become operator").click();
        assertThat(page).hasURL(Pattern.compile("/$"));
        visitor.open("/settings/members");
        assertThat(page.getByText("Only admins see this")).isVisible();
    }

    @Test
    void showsNothingToOperators(Visitor visitor) {
        page = visitor.open("/settings/keys");
        assertThat(page.getByText("Only admins see this")).isVisible();
        visitor.look("settings-refused");
    }

    private static WaybillClient clientWith(Workspace workspace, String key) {
        return WaybillClient.builder(URI.create(workspace.node().address()))
                .apiKey(key)
                .build();
    }

    private Locator row(String name) {
        return page.locator("tbody tr", new Page.LocatorOptions().setHasText(name));
    }

    private Locator button(String name) {
        return page.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
    }
}
