package dev.waybill.standalone.hub;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.APIResponse;
import dev.waybill.client.ProcessView;
import dev.waybill.client.WaybillClient;
import dev.waybill.shared.tenancy.Role;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the other browser tests stand on: a worker that works, and a session that is the visitor's own. */
@BrowserTest
class HarnessBrowserTest {

    @Test
    void signsTheVisitorInAsAnOperatorOfAWorkspaceOfItsOwn(Visitor visitor, Workspace workspace) {
        APIResponse me = visitor.context().request().get("/api/session");
        assertThat(me.text()).contains("\"operator\"", "Ada");
        visitor.signIn(workspace.keyOf("Vera", Role.VIEWER));
        assertThat(visitor.context().request().get("/api/session").text()).contains("\"viewer\"", "Vera");
        visitor.loseSession();
        assertThat(visitor.context().request().get("/api/session").status()).isEqualTo(401);
    }

    @Test
    void takesStepsWhenItIsLet(Workspace workspace) {
        try (WaybillClient client = workspace.client()) {
            ProcessView waiting = client.submit("walk", null, Map.of("steps", 2, "pace", "harness", "end", "completed"));
            Walk.let("harness", 2);
            ProcessView ended = client.waitFor(waiting.id(), Duration.ofSeconds(30));
            assertThat(ended.operatorStatus()).isEqualTo("succeeded");
            assertThat(ended.succeededItems()).isEqualTo(2);
        }
    }
}
