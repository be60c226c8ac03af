package dev.waybill.client;

import static dev.waybill.client.ApiStandIn.hangUp;
import static dev.waybill.client.ApiStandIn.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class ReviewPacksTest {

    private static final String PACK =
            "{\"id\": 3, \"tenant_id\": 7, \"status\": \"queued\", \"poll_after_ms\": 10000, \"newer\": true}";

    private final ApiStandIn api = new ApiStandIn();
    private final WaybillClient client = WaybillClient.builder(api.address())
            .requestTimeout(Duration.ofSeconds(2))
            .giveUpAfter(Duration.ofMillis(500))
            .repeats(2, Duration.ofMillis(10))
            .build();

    @TempDir
    private Path directory;

    ReviewPacksTest() throws IOException {}

    @AfterEach
    void close() {
        client.close();
        api.close();
    }

    @Test
    void asksOnceThoughItAsksTwice() {
        api.on("POST /api/review-packs", hangUp(), json(202, PACK));

        ReviewPackView pack = client.reviewPacks().create(7, Map.of("evidence_limit", 5));

        assertThat(pack.pollAfterMs()).isEqualTo(10_000);
        assertThat(api.received().getFirst().text()).contains("\"tenant_id\":7", "\"options\":{\"evidence_limit\":5}");
        assertThat(api.received().stream()
                        .map(request -> request.header("Idempotency-Key"))
                        .collect(Collectors.toSet()))
                .hasSize(1);
    }

    @Test
    void knowsATenantWithoutPack() {
        api.on("GET /api/review-packs/latest", json(204, ""), json(200, PACK));

        assertThat(client.reviewPacks().latest(7)).isEmpty();
        assertThat(client.reviewPacks().latest(7)).map(ReviewPackView::status).contains("queued");
        assertThat(api.received().getLast().query()).isEqualTo("tenant_id=7");
    }

    @Test
    void leavesTheFileAsItWasWhenItsPackIsNotReady() throws IOException {
        Path file = Files.writeString(directory.resolve("pack.zip"), "before");
        api.on("GET /api/review-packs/3/download", json(409, "{\"reason_code\": \"not_ready\"}"), json(200, "zip"));

        assertThatThrownBy(() -> client.reviewPacks().download(3, file)).hasMessageContaining("not_ready");
        assertThat(file).hasContent("before");

        client.reviewPacks().download(3, file);
        assertThat(file).hasContent("zip");
    }
}
