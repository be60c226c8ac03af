package dev.waybill.standalone.hub;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.waybill.client.WaybillClient;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The bell: how many are unread, the list, reading one and all, and when it asks. */
@BrowserTest
class NotificationsBrowserTest {

    @Test
    void tellsNothingWhereNothingHappened(Visitor visitor) {
        Page page = visitor.open("/drift");
        bell(page).click();
        assertThat(page.getByText("Nothing yet. You are told")).isVisible();
        visitor.look("notifications-empty");
    }

    @Test
    void countsListsAndMarksAsRead(Visitor visitor, Workspace workspace) {
        walk(workspace, "completed");
        walk(workspace, "partial");
        Page page = visitor.open("/drift");
        assertThat(bell(page)).hasAccessibleName("Notifications, 4 unread");
        bell(page).click();
        Locator list = page.getByRole(
                AriaRole.DIALOG,
                new Page.GetByRoleOptions().setName("Notifications").setExact(true));
        assertThat(list.getByRole(AriaRole.LISTITEM)).hasCount(4);
        assertThat(list.getByRole(AriaRole.LISTITEM).first()).containsText("Partial");
        visitor.look("notifications");

        list.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(Pattern.compile("^Mark as read")))
                .first()
                .click();
        assertThat(bell(page)).hasAccessibleName("Notifications, 3 unread");
        list.getByRole(AriaRole.LINK).nth(1).click();
        assertThat(page).hasURL(Pattern.compile("/operations/[0-9]+$"));
        assertThat(bell(page)).hasAccessibleName("Notifications, 2 unread");
        bell(page).click();
        list.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Mark all as read"))
                .click();
        assertThat(bell(page)).hasAccessibleName("Notifications");
    }

    /** It asks when something has happened, not by the clock. */
    @Test
    void asksWhenOneOfMineHasEndedAndNotByTheClock(Visitor visitor, Workspace workspace) {
        Page page = visitor.page();
        List<String> asked = new CopyOnWriteArrayList<>();
        page.onRequest(request -> {
            if (request.url().contains("/api/notifications")) {
                asked.add(request.url());
            }
        });
        try (WaybillClient client = workspace.client()) {
            long id = client.submit("walk", null, Map.of("steps", 1, "pace", workspace.id() + "", "end", "completed"))
                    .id();
            page.clock().install();
            visitor.open("/drift");
            assertThat(bell(page)).hasAccessibleName("Notifications, 1 unread");
            Walk.let(workspace.id() + "", 1);
            client.waitFor(id, Duration.ofSeconds(30));
            page.clock().runFor(10_000);
            assertThat(bell(page)).hasAccessibleName("Notifications, 2 unread");
            int then = asked.size();
            page.clock().runFor(120_000);
            assertThat(asked).hasSize(then);
        }
    }

    private static void walk(Workspace workspace, String end) {
        try (WaybillClient client = workspace.client()) {
            long id = client.submit("walk", null, Map.of("steps", 2, "pace", "", "end", end))
                    .id();
            client.waitFor(id, Duration.ofSeconds(30));
        }
    }

    private static Locator bell(Page page) {
        return page.locator("button[popovertarget=notifications]");
    }
}
