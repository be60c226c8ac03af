package dev.waybill.shared.process;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** How many processes have ended of late, queue by queue. Takes part in the caller's transaction. */
public final class EndedProcesses {

    /** How far back it looks. */
    public static final Duration WINDOW = Duration.ofMinutes(15);

    /** What is counted together. */
    public static final Duration BUCKET = Duration.ofSeconds(30);

    /** Of one workspace; what is counted is counted no further. */
    public static final int MOST_COUNTED = 200_000;

    private static final int BUCKETS = Math.toIntExact(WINDOW.dividedBy(BUCKET));

    /** An end is a change: the index of changes leads to it. */
    private static final String ENDED = """
            SELECT queue, ago, count(*) AS count FROM (
                SELECT queue,
                    LEAST(:buckets - 1, GREATEST(0, floor(EXTRACT(EPOCH FROM waybill_now() - finished_at) / :bucket)))::int
                        AS ago
                FROM processes
                WHERE updated_at >= waybill_now() - make_interval(secs => :window) AND lane = :lane
                    AND finished_at >= waybill_now() - make_interval(secs => :window)
                LIMIT :most
            ) AS ended
            GROUP BY queue, ago
            """;

    private final JdbcClient jdbc;

    public EndedProcesses(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * What ended.
     *
     * @param all whether these are all; else at least so many ended
     * @param byQueue of each queue in which any ended, how many in each {@link #BUCKET}, oldest first
     */
    public record Ended(boolean all, Map<String, List<Long>> byQueue) {}

    /** What ended in the last {@link #WINDOW}, however it did. */
    public Ended of(@Nullable Long workspace) {
        Map<String, List<Long>> byQueue = new TreeMap<>();
        List<Long> counts = jdbc.sql(ENDED)
                .param("lane", Lane.number(workspace))
                .param("window", WINDOW.toSeconds())
                .param("bucket", BUCKET.toSeconds())
                .param("buckets", BUCKETS)
                .param("most", MOST_COUNTED)
                .query((row, index) -> {
                    long count = row.getLong("count");
                    byQueue.computeIfAbsent(
                                    row.getString("queue"), queue -> new ArrayList<>(Collections.nCopies(BUCKETS, 0L)))
                            .set(BUCKETS - 1 - row.getInt("ago"), count);
                    return count;
                })
                .list();
        return new Ended(counts.stream().mapToLong(Long::longValue).sum() < MOST_COUNTED, byQueue);
    }
}
