package dev.waybill.client;

import static dev.waybill.client.ApiStandIn.hangUp;
import static dev.waybill.client.ApiStandIn.json;
import static dev.waybill.client.Wire.process;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class BulkTest {

    private final ApiStandIn api = new ApiStandIn();
    private final WaybillClient client = WaybillClient.builder(URI.create(api.address() + "/"))
            .requestTimeout(Duration.ofSeconds(2))
            .repeats(2, Duration.ofMillis(10))
            .build();

    BulkTest() throws IOException {}

    @AfterEach
    void close() {
        client.close();
        api.close();
    }

    @Test
    void sendsALineEachAndRepeatsAfterALostAnswerWithTheSameKey() {
        api.on("POST /api/processes/bulk", hangUp(), json(202, """
                {"accepted": 1, "refused": 1, "lines": [{"line": 1, "id": 7, "created": true},
                 {"line": 2, "reason_code": "invalid_input", "detail": "wrong", "errors": []}]}"""));

        Bulk.Result result = client.bulk()
                .submitEach(List.of(
                        Bulk.Line.of("echo", Map.of("message", "hi")),
                        new Bulk.Line(
                                "import", "csv", Map.of(), SubmitOptions.none().priority(3))));

        assertThat(result.lines().getFirst().id()).isEqualTo(7);
        assertThat(result.lines().getLast().reasonCode()).isEqualTo("invalid_input");
        assertThat(api.received()).hasSize(2);
        ApiStandIn.Received sent = api.received().getLast();
        assertThat(sent.query()).isEqualTo("mode=per_line");
        assertThat(sent.text()).isEqualTo("""
                {"type":"echo","input":{"message":"hi"}}
                {"priority":3,"type":"import","subtype":"csv","input":{}}
                """);
        assertThat(sent.header("Idempotency-Key"))
                .isEqualTo(api.received().getFirst().header("Idempotency-Key"));
    }

    @Test
    void saysWhyABulkIsRefused() {
        api.on(
                "POST /api/processes/bulk",
                json(422, "{\"reason_code\":\"bulk_refused\",\"errors\":[{\"pointer\":\"/3/type\"}]}"));

        assertThatThrownBy(() -> client.bulk().submitAll(List.of(Bulk.Line.of("echo", Map.of()))))
                .isInstanceOf(WaybillException.class)
                .hasMessageContaining("bulk_refused");
    }

    @Test
    void actsOnWhatAFilterMatches() {
        api.on(
                "POST /api/processes/bulk-actions/preview",
                json(200, "{\"up_to_id\": 9, \"total\": 2, \"counts\": {\"failed\": 2}}"));
        api.on("POST /api/processes/bulk-actions", json(202, process("pending", 1)));
        ProcessFilter filter =
                ProcessFilter.all().status("failed", "cancelled").tenantId(3).pageSize(10);

        Bulk.Preview preview = client.bulk().preview(filter);
        ProcessView action = client.bulk().act(Bulk.Action.RETRY_FAILED_ITEMS, filter, preview.upToId());

        assertThat(preview.counts()).containsEntry("failed", 2L);
        assertThat(action.status()).isEqualTo("pending");
        assertThat(api.received().getFirst().text())
                .isEqualTo("{\"filter\":{\"status\":[\"failed\",\"cancelled\"],\"tenant_id\":3}}");
        assertThat(api.received().getLast().text())
                .contains("\"action\":\"retry_failed_items\"")
                .contains("\"up_to_id\":9");
    }
}
