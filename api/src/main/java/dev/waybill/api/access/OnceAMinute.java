package dev.waybill.api.access;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Does something for an id at most once a minute a node; what is written is not needed more exactly. */
final class OnceAMinute {

    private static final long MINUTE = Duration.ofMinutes(1).toNanos();
    private static final int MOST = 10_000;

    private final Map<Long, Long> last = new ConcurrentHashMap<>();

    void run(long id, Runnable action) {
        long now = System.nanoTime();
        Long before = last.get(id);
        if (before == null || now - before >= MINUTE) {
            if (last.size() >= MOST) {
                last.clear();
            }
            last.put(id, now);
            action.run();
        }
    }
}
