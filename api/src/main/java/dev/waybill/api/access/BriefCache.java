package dev.waybill.api.access;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;

/**
 * Remembers for a moment what was found; not what was not. {@link #forget} is final: what was being read at that moment is
 * not remembered either.
 */
final class BriefCache<K, V> {

    private static final int MOST = 10_000;

    private final Map<K, Entry<V>> entries = new ConcurrentHashMap<>();
    private final AtomicLong generation = new AtomicLong();
    private final long nanos;

    BriefCache(Duration keep) {
        this.nanos = keep.toNanos();
    }

    Optional<V> get(K key, Function<K, Optional<V>> read) {
        Entry<V> entry = entries.get(key);
        if (entry != null && System.nanoTime() - entry.readAt < nanos) {
            return Optional.of(entry.value);
        }
        long before = generation.get();
        long now = System.nanoTime();
        Optional<V> found = read.apply(key);
        if (found.isEmpty()) {
            entries.remove(key);
        } else {
            if (entries.size() >= MOST) {
                entries.clear();
            }
            entries.put(key, new Entry<>(found.get(), now));
            if (generation.get() != before) {
                entries.remove(key);
            }
        }
        return found;
    }

    void forget() {
        generation.incrementAndGet();
        entries.clear();
    }

    private record Entry<V>(V value, long readAt) {}
}
