package dev.waybill.standalone.hub;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import dev.waybill.client.ProcessView;
import dev.waybill.testkit.ChildJvm;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The api that a page is open on is killed, and started again. */
@BrowserTest
class KilledApiBrowserTest {

    private static final Duration PATIENCE = Duration.ofSeconds(90);

    /** Streams and polls that break off, or find nobody. */
    private static final String BROKEN =
            "net::ERR_(CONNECTION_REFUSED|CONNECTION_RESET|INCOMPLETE_CHUNKED_ENCODING|EMPTY_RESPONSE)";

    @Test
    void saysThatItReconnectsAndThenMissesNothing(HubNode node, Visitor visitor, Workspace workspace)
            throws IOException {
        int port = freePort();
        ChildJvm api = start(node, port);
        Visitor far = new Visitor(visitor.context().browser(), "http://127.0.0.1:" + port);
        try (Walks walks = Walks.in(workspace)) {
            far.expecting(BROKEN);
            far.signIn(workspace.operatorKey());
            ProcessView walk = walks.paced("killed", 3, "completed");
            Page page = far.open("/operations/" + walk.id());
            assertThat(page.getByText("Live", new Page.GetByTextOptions().setExact(true)))
                    .isVisible();
            Walk.let("killed", 1);
            assertThat(status(page)).containsText("1 of 3");

            api.kill();
            assertThat(page.getByText("Reconnecting…")).isVisible();
            Walk.let("killed", 1);
            walks.client().waitFor(walk.id(), PATIENCE, one -> one.processedItems() == 2);
            api = start(node, port);

            assertThat(status(page)).containsText("2 of 3", patient());
            Walk.let("killed", 1);
            assertThat(status(page)).containsText("Succeeded", patient());
            Locator log = page.getByRole(AriaRole.REGION, new Page.GetByRoleOptions().setName("Events"))
                    .getByRole(AriaRole.LISTITEM);
            for (int step = 1; step <= 3; step++) {
                assertThat(log.filter(new Locator.FilterOptions().setHasText("Step %d of 3".formatted(step))))
                        .hasCount(1);
            }
            far.leave(Optional.empty());
        } finally {
            api.close();
        }
    }

    private static Locator status(Page page) {
        return page.getByRole(AriaRole.REGION, new Page.GetByRoleOptions().setName("Status"));
    }

    private static LocatorAssertions.ContainsTextOptions patient() {
        return new LocatorAssertions.ContainsTextOptions().setTimeout(PATIENCE.toMillis());
    }

    private static ChildJvm start(HubNode node, int port) {
        ChildJvm api =
                ChildJvm.of(ApiJvm.class).arguments(node.apiArguments(port)).start();
        api.awaitOutput(ApiJvm.SERVES, PATIENCE);
        return api;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
