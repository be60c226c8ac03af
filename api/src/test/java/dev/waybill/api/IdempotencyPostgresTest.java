package dev.waybill.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.api.Http.Answer;
import dev.waybill.testkit.PostgresTest;
import dev.waybill.testkit.TestDatabase;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;

@PostgresTest
class IdempotencyPostgresTest {

    private static final String BODY = "{\"type\":\"test_echo\",\"input\":{\"message\":\"hi\",\"times\":1}}";

    private static ApiNode node;
    private static Http http;

    @BeforeAll
    static void start(TestDatabase database) {
        node = ApiNode.start(database);
        http = node.http();
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    @Test
    void replaysTheSameRequestWhateverItsFormatting() {
        Answer first = submit("same", BODY);
        Answer second = submit("same", "{ \"input\": {\"times\":1, \"message\":\"hi\"},\n\"type\":\"test_echo\"}");

        assertThat(first.header("Idempotency-Replayed")).isEmpty();
        assertThat(second.status()).isEqualTo(202);
        assertThat(second.id()).isEqualTo(first.id());
        assertThat(second.header("Idempotency-Replayed")).isEqualTo("true");
        assertThat(second.header("Location")).isEqualTo(first.header("Location"));
    }

    @Test
    void refusesTheKeyWithAnotherBodyOrRoute() {
        long id = submit("other", BODY).id();

        Answer body = submit("other", BODY.replace("hi", "ho"));
        Answer route = http.send("POST", "/api/processes/" + id + "/cancel", null, "Idempotency-Key", "other");

        assertThat(body.status()).isEqualTo(422);
        assertThat(body.reason()).isEqualTo("idempotency_key_reused");
        assertThat(route.status()).isEqualTo(422);
        assertThat(http.get("/api/processes/" + id).json().path("status").asText())
                .isEqualTo("pending");
    }

    @Test
    void makesOneProcessOfRequestsAtTheSameTime(JdbcClient jdbc) throws Exception {
        for (int round = 0; round < 5; round++) {
            String key = "race-" + round;
            List<Answer> answers = atOnce(8, () -> submit(key, BODY));

            assertThat(answers).extracting(Answer::status).containsOnly(202);
            assertThat(answers.stream().map(Answer::id).distinct()).hasSize(1);
            assertThat(answers.stream()
                            .filter(answer ->
                                    answer.header("Idempotency-Replayed").isEmpty()))
                    .hasSize(1);
        }
        assertThat(jdbc.sql("SELECT count(*) FROM request_keys WHERE key LIKE 'race-%'")
                        .query(Long.class)
                        .single())
                .isEqualTo(5);
    }

    @Test
    void makesOneActiveRunOfSubmitsAtTheSameTime() throws Exception {
        String body = BODY.replace("{\"type\"", "{\"idempotency_key\":\"run\",\"type\"");

        List<Answer> answers = atOnce(8, () -> http.post("/api/processes", body));

        assertThat(answers).extracting(Answer::status).containsOnly(202);
        assertThat(answers.stream().map(Answer::id).distinct()).hasSize(1);
    }

    @Test
    void remembersNothingOfARequestThatWasRefused() {
        Answer refused = submit("refused", BODY.replace("hi", ""));
        Answer accepted = submit("refused", BODY);

        assertThat(refused.status()).isEqualTo(422);
        assertThat(accepted.status()).isEqualTo(202);
        assertThat(accepted.header("Idempotency-Replayed")).isEmpty();
    }

    @Test
    void forgetsAKeyAfterADay(JdbcClient jdbc) {
        long first = submit("old", BODY).id();
        jdbc.sql("UPDATE request_keys SET expires_at = waybill_now() - interval '1 second' WHERE key = 'old'")
                .update();

        Answer second = submit("old", BODY.replace("hi", "ho"));

        assertThat(second.status()).isEqualTo(202);
        assertThat(second.id()).isNotEqualTo(first);
        assertThat(submit("old", BODY.replace("hi", "ho")).id()).isEqualTo(second.id());
    }

    @Test
    void replaysActionsToo() {
        long id = http.submit();
        String cancel = "/api/processes/" + id + "/cancel";

        Answer first = http.send("POST", cancel, null, "Idempotency-Key", "cancel", "If-Match", "\"1\"");
        Answer second = http.send("POST", cancel, null, "Idempotency-Key", "cancel", "If-Match", "\"1\"");
        Answer without = http.send("POST", cancel, null);

        assertThat(first.status()).isEqualTo(200);
        assertThat(second.status()).isEqualTo(200);
        assertThat(second.header("Idempotency-Replayed")).isEqualTo("true");
        assertThat(without.status()).isEqualTo(409);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "with space", "tab\tinside"})
    void refusesAKeyThatIsNone(String key) {
        Answer answer = submit(key, BODY);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.pointer()).isEqualTo("Idempotency-Key");
    }

    @Test
    void refusesAKeyThatIsTooLong() {
        assertThat(submit("k".repeat(200), BODY).status()).isEqualTo(202);
        assertThat(submit("k".repeat(201), BODY).status()).isEqualTo(400);
    }

    private static Answer submit(String key, String body) {
        return http.post("/api/processes", body, "Idempotency-Key", key);
    }

    private interface Request {
        Answer send();
    }

    private static List<Answer> atOnce(int times, Request request) throws InterruptedException, ExecutionException {
        CountDownLatch ready = new CountDownLatch(times);
        try (ExecutorService threads = Executors.newFixedThreadPool(times)) {
            List<Future<Answer>> futures = IntStream.range(0, times)
                    .mapToObj(i -> threads.submit(() -> {
                        ready.countDown();
                        ready.await();
                        return request.send();
                    }))
                    .toList();
            List<Answer> answers = new ArrayList<>();
            for (Future<Answer> future : futures) {
                answers.add(future.get());
            }
            return answers;
        }
    }
}
