package dev.waybill.worker.ai;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.waybill.shared.job.Deferred;
import dev.waybill.shared.tenancy.RoleTransactions;
import dev.waybill.testkit.PostgresTest;
import dev.waybill.testkit.TestDatabase;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;

@PostgresTest
class RateLimitsPostgresTest {

    private static final int CLIENTS = 10;
    private static final Duration HOUR = Duration.ofHours(1);

    @Test
    void tenClientsTogetherBookNoMoreThanTheRate(TestDatabase database) throws Exception {
        OffsetDateTime start = now(database);
        List<RateLimits.Place> places = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(CLIENTS)) {
            List<Future<List<RateLimits.Place>>> clients = new ArrayList<>();
            for (int client = 0; client < CLIENTS; client++) {
                RateLimits limits = limits(database, 60, Duration.ZERO);
                clients.add(threads.submit(() -> {
                    List<RateLimits.Place> mine = new ArrayList<>();
                    for (int number = 0; number < 4; number++) {
                        mine.add(limits.book("gemini/ten", "m", 10, HOUR));
                    }
                    return mine;
                }));
            }
            for (Future<List<RateLimits.Place>> client : clients) {
                places.addAll(client.get());
            }
        }

        assertThat(places).hasSize(40).allMatch(RateLimits.Place::booked);
        assertThat(at(database, "requests_at", "gemini/ten")).isAfterOrEqualTo(start.plusSeconds(40));
        assertThat(limits(database, 60, Duration.ZERO)
                        .book("gemini/ten", "m", 10, Duration.ofSeconds(1))
                        .booked())
                .isFalse();
    }

    @Test
    void tokensAreLimitedAsWellAndCorrectedByWhatTheProviderCounts(TestDatabase database) {
        RateLimits limits = limits(database, 1_000_000, Duration.ZERO);
        OffsetDateTime start = now(database);

        limits.book("gemini/tokens", "m", 30_000, HOUR);
        OffsetDateTime booked = at(database, "tokens_at", "gemini/tokens");
        limits.correct("gemini/tokens", "m", -15_000);

        assertThat(booked).isAfterOrEqualTo(start.plusSeconds(30));
        assertThat(at(database, "tokens_at", "gemini/tokens")).isEqualTo(booked.minusSeconds(15));
    }

    @Test
    void aRefusalHalvesTheRateForEverybodyAndBlocksForAsLongAsTheProviderSays(TestDatabase database) {
        RateLimits limits = limits(database, 60, Duration.ZERO);
        limits.book("gemini/slow", "m", 1, HOUR);
        limits.slowDown("gemini/slow", Duration.ofMinutes(5));

        RateLimits.Place blocked = limits(database, 60, Duration.ZERO).book("gemini/slow", "m", 1, HOUR);

        assertThat(blocked.pause()).isGreaterThan(Duration.ofMinutes(4));
        OffsetDateTime first = at(database, "requests_at", "gemini/slow");
        limits.book("gemini/slow", "m", 1, HOUR);
        assertThat(Duration.between(first, at(database, "requests_at", "gemini/slow")))
                .as("a second at the whole rate")
                .isGreaterThan(Duration.ofMillis(1_500));
    }

    @Test
    void tenWorkersSendNoFasterThanOneLimit(TestDatabase database) throws Exception {
        AtomicInteger sent = new AtomicInteger();
        AiProvider provider = (request, progress) -> {
            sent.incrementAndGet();
            return new AiAnswer("{}", false, Usage.NONE, "m");
        };
        long start = System.nanoTime();
        try (ExecutorService threads = Executors.newFixedThreadPool(CLIENTS)) {
            List<Future<?>> workers = new ArrayList<>();
            for (int worker = 0; worker < CLIENTS; worker++) {
                SharedLimit limited = shared(database, provider, 1_200, Duration.ofMinutes(1));
                workers.add(threads.submit(() -> {
                    for (int number = 0; number < 3; number++) {
                        AiAnswer unused = limited.generate(request(), new LoneProgress());
                    }
                }));
            }
            for (Future<?> worker : workers) {
                Object unused = worker.get();
            }
        }

        assertThat(sent).hasValue(30);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofMillis(29 * 50));
    }

    @Test
    void aLongWaitPutsTheJobBackWithoutACall(TestDatabase database) {
        AtomicInteger sent = new AtomicInteger();
        SharedLimit limited = shared(
                database,
                (request, progress) -> {
                    sent.incrementAndGet();
                    return new AiAnswer("{}", false, Usage.NONE, "m");
                },
                1,
                Duration.ZERO);
        AiAnswer unused = limited.generate(request("other"), new LoneProgress());

        Deferred deferred = Assertions.catchThrowableOfType(
                Deferred.class, () -> limited.generate(request("other"), new LoneProgress()));

        assertThat(deferred.reasonCode()).isEqualTo("ai_rate_limited");
        assertThat(sent).hasValue(1);
    }

    private static SharedLimit shared(TestDatabase database, AiProvider provider, int rate, Duration waitInPlace) {
        return new SharedLimit(provider, "test", limits(database, rate, Duration.ZERO), waitInPlace, Clock.systemUTC());
    }

    private static RateLimits limits(TestDatabase database, int rate, Duration burst) {
        JdbcClient jdbc = JdbcClient.create(database.dataSource());
        RoleTransactions roles = new RoleTransactions(jdbc, new DataSourceTransactionManager(database.dataSource()));
        return new RateLimits(jdbc, roles, new AiProperties.Limits(rate, 60_000, burst, Map.of()));
    }

    private static AiRequest request() {
        return request("m");
    }

    private static AiRequest request(String model) {
        return new AiRequest(
                model,
                "Be brief.",
                List.of("Go."),
                JsonNodeFactory.instance.objectNode(),
                10,
                0,
                Duration.ofSeconds(1));
    }

    private static OffsetDateTime now(TestDatabase database) {
        return database.superuser()
                .sql("SELECT waybill_now()")
                .query(OffsetDateTime.class)
                .single();
    }

    private static OffsetDateTime at(TestDatabase database, String column, String name) {
        return database.superuser()
                .sql("SELECT " + column + " FROM ai_rate_limits WHERE name = :name")
                .param("name", name)
                .query(OffsetDateTime.class)
                .single();
    }
}
