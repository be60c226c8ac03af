package dev.waybill.client;

import static dev.waybill.client.ApiStandIn.hangUp;
import static dev.waybill.client.ApiStandIn.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class AiLocationImportsTest {

    private static final String ITEM = """
            {"id": 7, "batch_id": 5, "status": "approved", "payload": {"name": "Café"}, "warnings": ["w"],
             "validation_errors": [{"field": "zip", "code": "zip_too_long", "message": "Too long"}], "version": 3}""";
    private static final String BATCH = """
            {"id": 5, "status": "draft", "location_count": 10, "total_items": 1, "version": 4, "newer": true,
             "process": {"id": 42, "status": "waiting_review"}, "items": [%s]%s}""";

    private final ApiStandIn api = new ApiStandIn();
    private final WaybillClient client = WaybillClient.builder(api.address())
            .requestTimeout(Duration.ofSeconds(2))
            .giveUpAfter(Duration.ofMillis(500))
            .repeats(2, Duration.ofMillis(10))
            .build();
    private final AiLocationImports imports = client.aiLocationImports();

    AiLocationImportsTest() throws IOException {}

    @AfterEach
    void close() {
        client.close();
        api.close();
    }

    @Test
    void createsOnceThoughItAsksTwice() {
        api.on("POST /api/ai-location-imports", hangUp(), json(202, BATCH.formatted("", "")));

        AiLocationImportView batch = imports.create(Map.of("brand", "Acme"), Map.of("location_count", 3));

        assertThat(batch.id()).isEqualTo(5);
        assertThat(batch.items()).isEmpty();
        assertThat(api.received().getFirst().text())
                .isEqualTo("{\"location_count\":3,\"source_answers\":{\"brand\":\"Acme\"}}");
        assertThat(api.received().stream()
                        .map(request -> request.header("Idempotency-Key"))
                        .collect(Collectors.toSet()))
                .hasSize(1);
    }

    @Test
    void readsAllItemsPageByPage() {
        api.on(
                "GET /api/ai-location-imports/5",
                json(200, BATCH.formatted(ITEM, ", \"items_next\": \"Nw\"")),
                json(200, BATCH.formatted(ITEM, "")));

        List<LocationDraftView> items = imports.items(5).toList();

        assertThat(items).hasSize(2);
        assertThat(items.getFirst().validationErrors().getFirst().code()).isEqualTo("zip_too_long");
        assertThat(api.received()).extracting(ApiStandIn.Received::query).contains("limit=200");
        assertThat(api.received().getLast().query()).contains("cursor=Nw");
    }

    @Test
    void decidesAboutWhatWasSeenAndNeverTwice() {
        api.on("GET /api/ai-location-imports/5", json(200, BATCH.formatted(ITEM, "")));
        api.on("PATCH /api/ai-location-imports/5/items/7", json(200, "{\"item\": " + ITEM + "}"), hangUp());
        LocationDraftView seen = imports.find(5).items().getFirst();

        assertThat(imports.decide(seen, AiLocationImports.Verdict.APPROVED).status())
                .isEqualTo("approved");
        assertThat(api.received().getLast().header("If-Match")).isEqualTo("\"3\"");
        assertThat(api.received().getLast().text()).isEqualTo("{\"status\":\"approved\"}");
        assertThatThrownBy(() -> imports.edit(seen, null, null)).isInstanceOf(WaybillException.class);
        assertThat(api.received().getLast().text()).isEqualTo("{\"user_payload\":null}");
        assertThat(api.received()).hasSize(3);
    }

    @Test
    void importsAndDiscards() {
        api.on("POST /api/ai-location-imports/5/import", hangUp(), json(200, BATCH.formatted("", "")));
        api.on("DELETE /api/ai-location-imports/5", hangUp(), json(200, BATCH.formatted("", "")));

        assertThat(imports.startImport(5, Duration.ofSeconds(9)).id()).isEqualTo(5);
        assertThat(api.received().getLast().header("Prefer")).isEqualTo("wait=9");
        assertThat(imports.discard(5).status()).isEqualTo("draft");
        assertThat(api.received()).hasSize(4);
    }
}
