package dev.waybill.standalone.hub;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static com.microsoft.playwright.options.AriaRole.BUTTON;
import static com.microsoft.playwright.options.AriaRole.DIALOG;
import static com.microsoft.playwright.options.AriaRole.HEADING;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What is around every page: signing in and out, and the tray with what I have running. */
@BrowserTest
class ShellBrowserTest {

    @Test
    void asksForAKeyAndTakesNoWrongOne(Visitor visitor, Workspace workspace) {
        visitor.expecting("status of 401");
        visitor.loseSession();
        Page page = visitor.open("/operations/1");
        assertThat(page.getByLabel("Key")).isFocused();
        visitor.look("sign-in");
        page.getByLabel("Key").fill("wbk_wrong_" + "0".repeat(64));
        button(page, "Sign in").click();
        assertThat(page.getByRole(AriaRole.ALERT).filter(new Locator.FilterOptions().setHasText("not known")))
                .isVisible();
        assertThat(page.getByLabel("Key")).isFocused();
        visitor.look("sign-in-refused");
        visitor.expecting("status of 404");
        page.getByLabel("Key").fill(workspace.operatorKey());
        page.keyboard().press("Enter");
        assertThat(page.getByRole(HEADING, named("There is no operation 1"))).isVisible();
        page.navigate("/");
        assertThat(page.getByRole(HEADING, named("Operations"))).isVisible();
        button(page, "Ada").click();
        visitor.look("user-menu");
        button(page, "Sign out").click();
        assertThat(page.getByLabel("Key")).isVisible();
        page.reload();
        assertThat(page.getByLabel("Key")).isVisible();
    }

    @Test
    void showsMineInTheTrayOnEveryPageAndCancelsThere(Visitor visitor, Workspace workspace) {
        try (Walks walks = Walks.in(workspace)) {
            walks.ended("Earlier", "partial");
            walks.paced("mine", 3, "completed");
            Page page = visitor.open(
                    "/operations/" + walks.ended("Looked at", "completed").id());
            Locator tray = button(page, "My operations, 1 active");
            assertThat(tray).isVisible();
            Walk.let("mine", 1);
            tray.click();
            Locator list = page.getByRole(DIALOG, named("My operations"));
            assertThat(list).containsText("1 of 3");
            assertThat(list).containsText("1 item failed");
            visitor.look("tray");
            list.getByRole(BUTTON, new Locator.GetByRoleOptions().setName("Cancel mine…"))
                    .click();
            visitor.look("tray-cancel");
            button(page, "Cancel operation").click();
            assertThat(page.getByText("Cancelled mine").first()).isVisible();
            assertThat(button(page, "My operations")).isVisible();
            assertThat(page.getByRole(AriaRole.STATUS)).hasText(Pattern.compile("Cancelled"));
        }
    }

    private static Locator button(Page page, String name) {
        return page.getByRole(BUTTON, named(name));
    }

    private static Page.GetByRoleOptions named(String name) {
        return new Page.GetByRoleOptions().setName(name).setExact(true);
    }
}
