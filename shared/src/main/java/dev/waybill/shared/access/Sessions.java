package dev.waybill.shared.access;

import dev.waybill.shared.tenancy.RoleTransactions;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Sessions of browsers, in the database so that every node serves them. A session is its key's: when that is revoked or
 * expires, or its user is no member any more, the session is over.
 */
public final class Sessions {

    private static final String OPEN = """
            INSERT INTO access_sessions (token_hash, api_key_id, expires_at)
            VALUES (:hash, :key, waybill_now() + make_interval(secs => :seconds))
            """;

    private static final String VALID = "SELECT s.id AS session_id, s.expires_at AS session_ends, " + KeyLookup.HOLDER
            + KeyLookup.VALID.replace(
                    "FROM api_keys k", "FROM access_sessions s JOIN api_keys k ON k.id = s.api_key_id")
            + """
             AND s.expires_at > waybill_now() AND s.last_seen_at > waybill_now() - make_interval(secs => :idle)
            """;

    private static final String FIND = VALID + " AND s.token_hash = :hash";

    private static final String STILL = VALID + " AND s.id = ANY(:ids)";

    private static final String SEEN = """
            UPDATE access_sessions SET last_seen_at = waybill_now()
            WHERE id = :id AND last_seen_at < waybill_now() - make_interval(secs => LEAST(60, :idle / 4))
            """;

    private static final String END = "DELETE FROM access_sessions WHERE id = :id";

    private static final String END_OLD = """
            DELETE FROM access_sessions
            WHERE expires_at < waybill_now() OR last_seen_at < waybill_now() - make_interval(secs => :idle)
            """;

    private final JdbcClient jdbc;
    private final RoleTransactions roles;
    private final Duration idle;
    private final Duration lifetime;

    /**
     * @param idle a session that is not used for so long is over
     * @param lifetime and one that is used, after so long
     */
    public Sessions(JdbcClient jdbc, RoleTransactions roles, Duration idle, Duration lifetime) {
        this.jdbc = jdbc;
        this.roles = roles;
        this.idle = idle;
        this.lifetime = lifetime;
    }

    /**
     * A session that is not over.
     *
     * @param expiresAt at the latest
     */
    public record Session(long id, KeyHolder holder, Instant expiresAt) {}

    /** Begins one, and removes those that are over; the token is for the browser alone. */
    public String open(long keyId) {
        String token = Secrets.token();
        roles.asSystem(() -> {
            jdbc.sql(END_OLD).param("idle", idle.toSeconds()).update();
            return jdbc.sql(OPEN)
                    .param("hash", Secrets.hash(token))
                    .param("key", keyId)
                    .param("seconds", lifetime.toSeconds())
                    .update();
        });
        return token;
    }

    /** What a write of the session must show; who has it knows nothing of the session's token. */
    public static String csrfToken(String token) {
        return HexFormat.of().formatHex(Secrets.hash("csrf\n" + token));
    }

    /** Empty when the token is none of ours, or its session is over. */
    public Optional<Session> find(String token) {
        return roles.asSystem(() -> jdbc.sql(FIND)
                .param("idle", idle.toSeconds())
                .param("hash", Secrets.hash(token))
                .query(Sessions::read)
                .optional());
    }

    /** Those of the sessions that are not over. */
    public List<Session> stillValid(Collection<Long> ids) {
        return roles.asSystem(() -> jdbc.sql(STILL)
                .param("idle", idle.toSeconds())
                .param("ids", ids.toArray(Long[]::new))
                .query(Sessions::read)
                .list());
    }

    /** Remembers that it was used, at most once a minute. */
    public void seen(long id) {
        roles.asSystem(() ->
                jdbc.sql(SEEN).param("id", id).param("idle", idle.toSeconds()).update());
    }

    public void end(long id) {
        roles.asSystem(() -> jdbc.sql(END).param("id", id).update());
    }

    private static Session read(ResultSet row, int index) throws SQLException {
        Instant ends = Objects.requireNonNull(ApiKeys.instant(row, "session_ends"));
        KeyHolder holder = KeyLookup.read(row, index);
        return new Session(row.getLong("session_id"), holder, earlier(ends, holder.expiresAt()));
    }

    private static Instant earlier(Instant one, @Nullable Instant other) {
        return other != null && other.isBefore(one) ? other : one;
    }
}
