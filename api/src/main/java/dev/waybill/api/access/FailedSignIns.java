package dev.waybill.api.access;

import dev.waybill.api.http.Addresses;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Slows down whoever shows wrong credentials. After a few wrong secrets for one key, the next is not even looked at before
 * a pause, which doubles with each; who has shown the right one from the same address before is not held up by others.
 * After a few wrong ones from one address, of whatever key, the next wrong one is told to wait the same way; a right one
 * passes, as many people may share an address. Each node counts for itself, in bounded memory.
 */
final class FailedSignIns {

    private static final int FREE = 5;
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);
    private static final Duration FORGOTTEN_AFTER = Duration.ofMinutes(15);
    private static final int MOST = 20_000;
    private static final int LONGEST_DOUBLING = 16;

    private final Map<String, Failures> failures = new Newest<>();
    private final Map<String, Boolean> proven = new Newest<>();
    private final LongSupplier nanoTime;

    /** @param nanoTime a clock that never steps, as {@link System#nanoTime} */
    FailedSignIns(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** How long secrets for this key are not even looked at; empty when they are. */
    synchronized Optional<Duration> pauseOfKey(String address, String publicId) {
        return proven.containsKey(pair(address, publicId)) ? Optional.empty() : remaining(byKey(publicId));
    }

    /** How long nothing wrong is answered but a call to wait; empty when it is. */
    synchronized Optional<Duration> pauseOfAddress(String address) {
        return remaining(byAddress(address));
    }

    /** @param publicId of the key that was tried; null when it was none */
    synchronized void failed(String address, @Nullable String publicId) {
        count(byAddress(address));
        if (publicId != null) {
            count(byKey(publicId));
            proven.remove(pair(address, publicId));
        }
    }

    synchronized void succeeded(String address, String publicId) {
        proven.put(pair(address, publicId), true);
    }

    /** How much is remembered. */
    synchronized int size() {
        return failures.size() + proven.size();
    }

    private void count(String who) {
        long now = nanoTime.getAsLong();
        Failures before = failures.get(who);
        int count = before == null || now - before.last > FORGOTTEN_AFTER.toNanos() ? 1 : before.count + 1;
        failures.put(who, new Failures(count, now));
    }

    private Optional<Duration> remaining(String who) {
        Failures of = failures.get(who);
        if (of == null || of.count < FREE) {
            return Optional.empty();
        }
        Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.min(LONGEST_DOUBLING, of.count - FREE));
        Duration capped = pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
        Duration left = capped.minusNanos(nanoTime.getAsLong() - of.last);
        return left.isPositive() ? Optional.of(left) : Optional.empty();
    }

    /** A household has a whole /64 of IPv6 addresses. */
    private static String byAddress(String address) {
        return "address " + network(address);
    }

    private static String network(String address) {
        return Addresses.site(address);
    }

    private static String byKey(String publicId) {
        return "key " + publicId;
    }

    private static String pair(String address, String publicId) {
        return network(address) + " " + publicId;
    }

    private record Failures(int count, long last) {}

    /** Forgets what was not used for longest. */
    private static final class Newest<V> extends LinkedHashMap<String, V> {

        private static final long serialVersionUID = 1L;

        Newest() {
            super(16, 0.75f, true);
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, V> eldest) {
            return size() > MOST;
        }
    }
}
