package dev.waybill.worker.ai;

import dev.waybill.shared.tenancy.RoleTransactions;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The limits of providers, shared by all workers: {@code ai_rate_limits} says when the next request may leave. Who asks
 * books that time, under the row's lock, and waits for it; so requests leave in the order in which they were booked. A 429
 * halves the rate, which then recovers by the minute.
 */
final class RateLimits {

    private static final String MAKE =
            "INSERT INTO ai_rate_limits (name) VALUES (:name) ON CONFLICT ON CONSTRAINT ai_rate_limits_pk DO NOTHING";

    /* An infinite time is a long time ago. */
    private static final String HOLD = """
            SELECT GREATEST(requests_at, '2000-01-01Z') AS requests_at, GREATEST(tokens_at, '2000-01-01Z') AS tokens_at,
                   GREATEST(blocked_until, '2000-01-01Z') AS blocked_until, share, share_at, waybill_now() AS now
            FROM ai_rate_limits WHERE name = :name FOR UPDATE
            """;

    private static final String BOOK = """
            UPDATE ai_rate_limits SET requests_at = :requests, tokens_at = :tokens WHERE name = :name
            """;

    private static final String SLOW_DOWN = """
            UPDATE ai_rate_limits
            SET share = :share, share_at = waybill_now(), blocked_until = GREATEST(blocked_until, :until)
            WHERE name = :name
            """;

    /** Of the whole rate, in a minute without a 429. */
    private static final double RECOVERY = 0.1;

    private static final double LEAST_SHARE = 0.05;
    private static final double NANOS = 1e9;
    private static final double MINUTE = 60;

    private final JdbcClient jdbc;
    private final RoleTransactions roles;
    private final AiProperties.Limits settings;

    RateLimits(JdbcClient jdbc, RoleTransactions roles, AiProperties.Limits settings) {
        this.jdbc = jdbc;
        this.roles = roles;
        this.settings = settings;
    }

    /**
     * When a request may leave.
     *
     * @param pause from now; zero when it may leave at once
     * @param booked whether its place is kept; false when the wait was longer than wanted, then it has to ask again
     */
    record Place(Duration pause, boolean booked) {}

    /**
     * Books a request.
     *
     * @param name of the limit, {@code provider/model}
     * @param model whose configured rate holds
     * @param tokens that the request will send
     * @param longest a longer wait books nothing
     */
    Place book(String name, String model, long tokens, Duration longest) {
        AiProperties.Rate rate = settings.of(model);
        return roles.asSystem(() -> {
            Held held = hold(name);
            double share = held.shareNow();
            Instant due = latest(
                    held.requestsAt.minus(settings.burst()), held.tokensAt.minus(settings.burst()), held.blockedUntil);
            Duration wait = Duration.between(held.now, due);
            Place place = new Place(wait.isNegative() ? Duration.ZERO : wait, wait.compareTo(longest) <= 0);
            if (place.booked) {
                keep(
                        name,
                        later(held, held.requestsAt, MINUTE / (rate.requestsPerMinute() * share)),
                        later(held, held.tokensAt, MINUTE * tokens / (rate.tokensPerMinute() * share)));
            }
            return place;
        });
    }

    /** Corrects what was booked once the provider has counted. */
    void correct(String name, String model, long moreTokens) {
        AiProperties.Rate rate = settings.of(model);
        roles.asSystem(() -> {
            Held held = hold(name);
            double seconds = MINUTE * moreTokens / (rate.tokensPerMinute() * held.shareNow());
            keep(name, held.requestsAt, held.tokensAt.plusNanos((long) (seconds * NANOS)));
            return name;
        });
    }

    /**
     * The provider wants fewer requests.
     *
     * @param pause how long it wants none; null when it does not say
     */
    void slowDown(String name, @Nullable Duration pause) {
        roles.asSystem(() -> {
            Held held = hold(name);
            return jdbc.sql(SLOW_DOWN)
                    .param("name", name)
                    .param("share", Math.max(LEAST_SHARE, held.shareNow() / 2))
                    .param("until", utc(pause == null ? held.now : held.now.plus(pause)))
                    .update();
        });
    }

    private Held hold(String name) {
        return find(name).orElseGet(() -> {
            jdbc.sql(MAKE).param("name", name).update();
            return find(name).orElseThrow();
        });
    }

    private Optional<Held> find(String name) {
        return jdbc.sql(HOLD).param("name", name).query(Held::read).optional();
    }

    private void keep(String name, Instant requestsAt, Instant tokensAt) {
        jdbc.sql(BOOK)
                .param("name", name)
                .param("requests", utc(requestsAt))
                .param("tokens", utc(tokensAt))
                .update();
    }

    private static Instant later(Held held, Instant at, double seconds) {
        return latest(at, held.now).plusNanos((long) (seconds * NANOS));
    }

    private static Instant latest(Instant... instants) {
        Instant latest = instants[0];
        for (Instant instant : instants) {
            latest = instant.isAfter(latest) ? instant : latest;
        }
        return latest;
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(java.time.ZoneOffset.UTC);
    }

    /** A row under its lock. */
    private record Held(
            Instant requestsAt, Instant tokensAt, Instant blockedUntil, double share, Instant shareAt, Instant now) {

        static Held read(ResultSet row, int index) throws SQLException {
            return new Held(
                    instant(row, "requests_at"),
                    instant(row, "tokens_at"),
                    instant(row, "blocked_until"),
                    row.getDouble("share"),
                    instant(row, "share_at"),
                    instant(row, "now"));
        }

        double shareNow() {
            double minutes = Math.max(0, Duration.between(shareAt, now).toMillis()) / 1000.0 / MINUTE;
            return Math.min(1, share + minutes * RECOVERY);
        }

        private static Instant instant(ResultSet row, String column) throws SQLException {
            return Objects.requireNonNull(row.getObject(column, OffsetDateTime.class))
                    .toInstant();
        }
    }
}
