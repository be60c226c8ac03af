package dev.waybill.shared.queue;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The only place that reads and writes {@code workers}, and the locks that prove that a worker lives. */
final class WorkerRows {

    private static final String LOCK = "SELECT pg_try_advisory_lock(hashtextextended('waybill worker ' || :name, 0))";

    private static final String SESSION = "SELECT pg_backend_pid()";

    private static final String BEAT = """
            UPDATE workers SET heartbeat_at = clock_timestamp() WHERE name = :name AND incarnation = :incarnation
            """;

    private static final String REGISTER = """
            INSERT INTO workers (name, incarnation, threads, queues, labels)
            VALUES (:name, :incarnation, :threads, :queues, :labels)
            ON CONFLICT (name) DO UPDATE SET incarnation = EXCLUDED.incarnation, threads = EXCLUDED.threads,
                queues = EXCLUDED.queues, labels = EXCLUDED.labels,
                started_at = EXCLUDED.started_at, heartbeat_at = EXCLUDED.heartbeat_at
            """;

    private static final String LEAVE = "DELETE FROM workers WHERE name = :name AND incarnation = :incarnation";

    private static final String NAMES = "SELECT name FROM workers";

    /*
     * A server that has just started has seen no heartbeat yet, however well the workers are. A worker whose lock is free
     * has ended; one that keeps it and is silent stands still, or is cut off.
     */
    private static final String DEAD = """
            SELECT name FROM workers
            WHERE name <> :self AND heartbeat_at < clock_timestamp() - make_interval(secs => :dead)
              AND pg_postmaster_start_time() < clock_timestamp() - make_interval(secs => :server_up)
              AND (heartbeat_at < clock_timestamp() - make_interval(secs => :silent)
                   OR NOT EXISTS (
                        SELECT FROM pg_locks AS l
                        WHERE l.locktype = 'advisory' AND l.objsubid = 1
                          AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())
                          AND (l.classid::bigint << 32) | l.objid::bigint
                              = hashtextextended('waybill worker ' || workers.name, 0)))
            """;

    private static final String LOCK_STALE = """
            SELECT name FROM workers
            WHERE name = :name AND heartbeat_at < clock_timestamp() - make_interval(secs => :dead)
            FOR UPDATE SKIP LOCKED
            """;

    private static final String REMOVE = "DELETE FROM workers WHERE name = :name";

    // As the login itself: under SET ROLE PostgreSQL would refuse it.
    private static final String END_SESSIONS = """
            SELECT pg_terminate_backend(pid, :millis) FROM pg_stat_activity
            WHERE application_name = left('waybill/' || :name, 63) AND usename = current_user
              AND datname = current_database() AND pid <> pg_backend_pid()
            """;

    private static final String END_SESSION = """
            SELECT pg_terminate_backend(pid, :millis) FROM pg_stat_activity
            WHERE pid = :pid AND usename = current_user AND datname = current_database()
            """;

    private static final String SERVES = """
            SELECT EXISTS (
                SELECT FROM workers
                WHERE heartbeat_at > clock_timestamp() - make_interval(secs => :silent)
                    AND :label = ANY(labels) AND (queues = '{}' OR :queue = ANY(queues)))
            """;

    private static final String SERVING = """
            SELECT count(*) FROM workers
            WHERE heartbeat_at > clock_timestamp() - make_interval(secs => :silent)
                AND (queues = '{}' OR :queue = ANY(queues))
            """;

    private static final Duration SILENT = Duration.ofSeconds(12);
    private static final int LONGEST_END_MILLIS = 2_000;
    private static final Duration SERVER_UP = Duration.ofSeconds(10);

    private WorkerRows() {}

    /** Takes the worker's lock for this session; false while another session has it. */
    static boolean lock(JdbcClient line, String name) {
        return line.sql(LOCK).param("name", name).query(Boolean.class).single();
    }

    /** What PostgreSQL calls this session. */
    static int session(JdbcClient line) {
        return line.sql(SESSION).query(Integer.class).single();
    }

    /** False if the row is gone, or another's. */
    static boolean beat(JdbcClient line, String name, UUID incarnation) {
        return line.sql(BEAT)
                        .param("name", name)
                        .param("incarnation", incarnation)
                        .update()
                == 1;
    }

    static int register(JdbcClient line, String name, UUID incarnation, int threads, ServedWork served) {
        return line.sql(REGISTER)
                .param("name", name)
                .param("incarnation", incarnation)
                .param("threads", threads)
                .param("queues", served.queues().toArray(String[]::new))
                .param("labels", served.labels().toArray(String[]::new))
                .update();
    }

    /** Whether a worker that lives takes this type out of this queue. */
    static boolean serves(JdbcClient jdbc, String queue, String label) {
        return jdbc.sql(SERVES)
                .param("queue", queue)
                .param("label", label)
                .param("silent", seconds(SILENT))
                .query(Boolean.class)
                .single();
    }

    /** How many workers that live take from this queue. */
    static long serving(JdbcClient jdbc, String queue) {
        return jdbc.sql(SERVING)
                .param("queue", queue)
                .param("silent", seconds(SILENT))
                .query(Long.class)
                .single();
    }

    static int leave(JdbcClient line, String name, UUID incarnation) {
        return line.sql(LEAVE)
                .param("name", name)
                .param("incarnation", incarnation)
                .update();
    }

    /** Gives back all locks of this session. */
    static void unlock(JdbcClient line) {
        line.sql("SELECT pg_advisory_unlock_all()").query().listOfRows();
    }

    static Set<String> names(JdbcClient jdbc) {
        return jdbc.sql(NAMES).query(String.class).set();
    }

    static List<String> dead(JdbcClient jdbc, String self, Duration dead, Duration silent) {
        return jdbc.sql(DEAD)
                .param("self", self)
                .param("dead", seconds(dead))
                .param("silent", seconds(silent))
                .param("server_up", seconds(SERVER_UP))
                .query(String.class)
                .list();
    }

    /** Locks a row that is still stale; false if it is not, or somebody else cares for it. */
    static boolean lockStale(JdbcClient jdbc, String name, Duration dead) {
        return jdbc.sql(LOCK_STALE)
                .param("name", name)
                .param("dead", seconds(dead))
                .query(String.class)
                .optional()
                .isPresent();
    }

    /** False if there was no row. */
    static boolean remove(JdbcClient jdbc, String name) {
        return jdbc.sql(REMOVE).param("name", name).update() == 1;
    }

    /** Ends the sessions that a worker left behind, with what they hold. */
    static void endSessions(JdbcClient login, String name) {
        login.sql(END_SESSIONS)
                .param("name", name)
                .param("millis", LONGEST_END_MILLIS)
                .query(Boolean.class)
                .list();
    }

    static void endSession(JdbcClient login, int session) {
        login.sql(END_SESSION)
                .param("pid", session)
                .param("millis", LONGEST_END_MILLIS)
                .query(Boolean.class)
                .list();
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }
}
