package dev.waybill.standalone.hub;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.waybill.client.WaybillClient;
import dev.waybill.shared.access.ApiKey;
import dev.waybill.shared.access.ApiKeys;
import dev.waybill.shared.queue.Control;
import dev.waybill.shared.queue.QueueControls;
import dev.waybill.shared.tenancy.Role;
import dev.waybill.shared.tenancy.Scope;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The queues: seen by all, held back by the admins of the platform, each change only as it was seen. */
@BrowserTest
class QueuesBrowserTest {

    @AfterEach
    void holdNothingBack(HubNode node) {
        QueueControls controls = node.bean(QueueControls.class);
        controls.list()
                .forEach(
                        held -> controls.put(Scope.SEEDED, held.scope(), held.name(), false, null, null, before -> {}));
    }

    @Test
    void showsWhatGoesThroughToWhoMayNotTouchIt(Visitor visitor, Workspace workspace) {
        try (WaybillClient client = workspace.client()) {
            Map<String, Object> walk = Map.of("steps", 1, "pace", "", "end", "completed");
            client.waitFor(client.submit("walk", null, walk).id(), Duration.ofSeconds(30));
        }
        Page page = visitor.open("/queues");
        Locator row = row(page, "default");
        assertThat(row.getByRole(AriaRole.IMG)).hasAccessibleName("1 ended in the last 15 minutes, at most 1 in 30 s");
        assertThat(row.locator("[data-label=Workers]")).hasText("1");
        assertThat(button(page, "Pause Queue default")).hasCount(0);
        assertThat(button(page, "Hold something back…")).hasCount(0);
        visitor.look("queues-operator");
    }

    @Test
    void pausesAndTakesItBack(Visitor visitor, HubNode node) {
        platformAdmin(visitor, node);
        Page page = visitor.open("/queues");
        button(page, "Pause Queue notification").click();
        assertThat(row(page, "notification").locator(".chip")).hasText("Paused");
        Locator toast = page.locator(".toast");
        assertThat(toast).containsText("Queue notification is paused");
        assertThat(held(node)).isEqualTo("notification");
        toast.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Undo"))
                .click();
        assertThat(button(page, "Pause Queue notification")).isVisible();
        assertThat(held(node)).isEmpty();
        button(page, "Pause Queue notification").click();
        assertThat(row(page, "notification").locator(".chip")).hasText("Paused");
        visitor.look("queues-paused");
    }

    @Test
    void limitsWithAReasonAndSaysWhatIsWrong(Visitor visitor, HubNode node) {
        platformAdmin(visitor, node);
        Page page = visitor.open("/queues");
        button(page, "Hold something back…").click();
        Locator dialog = page.getByRole(AriaRole.DIALOG);
        dialog.getByLabel("What", new Locator.GetByLabelOptions().setExact(true))
                .selectOption("type");
        dialog.getByLabel("Most at a time").fill("none");
        button(page, "Save").click();
        assertThat(dialog.getByText("Choose a job type")).isVisible();
        assertThat(dialog.getByText("Must be a whole number from 1 to 1,000,000"))
                .isVisible();
        visitor.look("queues-dialog");
        dialog.getByLabel("Job type").selectOption("walk");
        dialog.getByLabel("Most at a time").fill("3");
        dialog.getByLabel("Paused: nothing more").uncheck();
        dialog.getByLabel("Reason").fill("the shop is slow today");
        button(page, "Save").click();

        Locator list = page.locator(".held-list");
        assertThat(list).containsText("Type walk");
        assertThat(list).containsText("At most 3 at a time: the shop is slow today");
        visitor.lookInEveryWay("queues-held");
    }

    @Test
    void leavesWhatSomebodyElseHasChanged(Visitor visitor, HubNode node) {
        platformAdmin(visitor, node);
        Page page = visitor.open("/queues");
        button(page, "Limit Queue import…").click();
        Locator dialog = page.getByRole(AriaRole.DIALOG);
        dialog.getByLabel("Most at a time").fill("2");
        visitor.look("queues-limit");
        node.bean(QueueControls.class)
                .put(Scope.SEEDED, Control.Scope.QUEUE, "import", true, "by somebody else", null, before -> {});
        visitor.expecting("412");
        button(page, "Save").click();
        assertThat(dialog).containsText("Somebody has changed what is held back meanwhile");
        button(page, "Back").click();
        assertThat(row(page, "import")).containsText("by somebody else");
    }

    @Test
    void anAdminOfAnotherWorkspaceHoldsBackItsOwnOnly(Visitor visitor, Workspace workspace) {
        visitor.signIn(workspace.keyOf("Alan", Role.ADMIN));
        Page page = visitor.open("/queues");
        button(page, "Hold something back…").click();
        Locator dialog = page.getByRole(AriaRole.DIALOG);
        assertThat(dialog.getByLabel("What", new Locator.GetByLabelOptions().setExact(true))
                        .locator("option"))
                .hasCount(1);
        visitor.look("queues-own");
        button(page, "Save").click();
        assertThat(page.locator(".held-list")).containsText("This workspace");
        button(page, "Resume This workspace").click();
        assertThat(page.locator(".held-list")).hasCount(0);
    }

    private static void platformAdmin(Visitor visitor, HubNode node) {
        ApiKey.Wanted wanted = new ApiKey.Wanted("browser", 1, Role.ADMIN, false, null);
        visitor.signIn(node.bean(ApiKeys.class)
                .create(Scope.SEEDED, wanted)
                .orElseThrow()
                .text()
                .text());
    }

    private static String held(HubNode node) {
        return node.bean(QueueControls.class).list().stream()
                .map(Control::name)
                .findFirst()
                .orElse("");
    }

    private static Locator row(Page page, String queue) {
        return page.getByRole(AriaRole.ROW)
                .filter(new Locator.FilterOptions()
                        .setHas(page.getByRole(
                                AriaRole.ROWHEADER,
                                new Page.GetByRoleOptions().setName(queue).setExact(true))));
    }

    private static Locator button(Page page, String name) {
        return page.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
    }
}
