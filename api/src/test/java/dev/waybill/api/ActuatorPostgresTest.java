package dev.waybill.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.waybill.testkit.MonitoringFiles;
import dev.waybill.testkit.PostgresTest;
import dev.waybill.testkit.TestDatabase;
import dev.waybill.testkit.faults.ProbedNode;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A whole api, as Prometheus and an orchestrator see it. */
@PostgresTest
class ActuatorPostgresTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** What only a worker has. */
    private static final Set<String> OF_WORKERS = Set.of(
            "waybill_worker_",
            "waybill_attempt_time_",
            "waybill_process_wait_",
            "waybill_items_",
            "waybill_ai_",
            "waybill_verify_");

    private static TestDatabase database;
    private static ProbedNode node;
    private static Http http;

    @BeforeAll
    static void start(TestDatabase given) {
        database = given;
        node = ProbedNode.start(
                TestTypes.class,
                "waybill-api",
                database,
                "management.server.port=0",
                "waybill.api.limits.rates=false",
                "waybill.metrics.queue-interval=1s",
                "waybill.access.first-admin-key=" + ApiNode.ADMIN_KEY);
        http = new Http("http://127.0.0.1:" + node.port(), ApiNode.ADMIN_KEY);
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    @AfterEach
    void heal() {
        node.heal();
    }

    @Test
    void exportsWhatDashboardsAndRulesName() {
        submit();
        await().atMost(PATIENCE).until(() -> node.sample("waybill_queue_ready", "type=\"test_echo\"") >= 1);

        assertThat(MonitoringFiles.exported(node.scrape()))
                .containsAll(MonitoringFiles.metrics().stream()
                        .filter(name -> OF_WORKERS.stream().noneMatch(name::startsWith))
                        .toList());
        assertThat(node.sample("waybill_processes_submitted_total", "type=\"test_echo\""))
                .isPositive();
    }

    @Test
    void countsTheStreamsThatAreOpen() throws Exception {
        long id = submit();
        assertThat(node.sample("waybill_streams_open")).isZero();

        HttpResponse<InputStream> stream = http.open("/api/processes/" + id + "/stream");

        await().atMost(PATIENCE).until(() -> node.sample("waybill_streams_open") == 1);
        stream.body().close();
        await().atMost(PATIENCE).until(() -> node.sample("waybill_streams_open") == 0);
        assertThat(node.sample("waybill_streams_max")).isEqualTo(2000);
    }

    @Test
    void isReadyWhileItReachesPostgresAndAliveAllTheTime() {
        assertThat(List.of(node.probe("liveness"), node.probe("readiness"), node.probe("startup")))
                .containsOnly(200);

        node.network().hold();

        node.await("readiness", 503);
        assertThat(node.probe("startup")).isEqualTo(503);
        assertThat(node.probe("liveness")).isEqualTo(200);
        await().atMost(PATIENCE).until(() -> node.sample("waybill_database_reachable") == 0);

        node.heal();
    }

    @Test
    void isNotReadyWithoutItsSchema() {
        node.awaitUnreadyWithoutSchema(database);
    }

    @Test
    void submitsForTheTraceOfTheRequest() {
        String trace = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
        String body = "{\"type\": \"test_echo\", \"input\": {\"message\": \"hello\"}, \"metadata\": {\"order\": 7}}";

        long traced = http.post("/api/processes", body, "traceparent", trace).id();
        long untraced =
                http.post("/api/processes", body, "traceparent", trace + "-").id();

        JsonNode metadata = http.get("/api/processes/" + traced).json().path("metadata");
        assertThat(metadata.path("order").asInt()).isEqualTo(7);
        assertThat(metadata.path("traceparent").asText())
                .startsWith(trace.substring(0, 36))
                .endsWith("-01")
                .isNotEqualTo(trace);
        assertThat(http.get("/api/processes/" + untraced)
                        .json()
                        .path("metadata")
                        .has("traceparent"))
                .isFalse();
    }

    private static long submit() {
        Http.Answer answer =
                http.post("/api/processes", "{\"type\": \"test_echo\", \"input\": {\"message\": \"hello\"}}");
        assertThat(answer.status()).as(answer.text()).isEqualTo(202);
        return answer.id();
    }
}
