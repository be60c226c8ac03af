package dev.waybill.api.access;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Slows down whoever shows wrong credentials, by address and by the key that is tried: after a few the next is not looked
 * at before a pause, which doubles with each. Each node counts for itself, in bounded memory. Who has shown the right key
 * from an address before is not held up there by others.
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

    /**
     * How long this is not even looked at; empty when it is.
     *
     * @param publicId of the key that is shown; null when it is none
     */
    synchronized Optional<Duration> pause(String address, @Nullable String publicId) {
        if (publicId != null && proven.containsKey(pair(address, publicId))) {
            return Optional.empty();
        }
        Duration longest = remaining(byAddress(address));
        if (publicId != null) {
            Duration ofKey = remaining(byKey(publicId));
            longest = ofKey.compareTo(longest) > 0 ? ofKey : longest;
        }
        return longest.isPositive() ? Optional.of(longest) : Optional.empty();
    }

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

    private void count(String who) {
        long now = nanoTime.getAsLong();
        Failures before = failures.get(who);
        boolean fresh = before == null || now - before.last > FORGOTTEN_AFTER.toNanos();
        failures.put(who, new Failures(fresh ? 1 : before.count + 1, now));
    }

    private Duration remaining(String who) {
        Failures of = failures.get(who);
        if (of == null || of.count < FREE) {
            return Duration.ZERO;
        }
        Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.min(LONGEST_DOUBLING, of.count - FREE));
        Duration capped = pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
        return capped.minusNanos(nanoTime.getAsLong() - of.last);
    }

    /** A household has a whole /64 of IPv6 addresses. */
    private static String byAddress(String address) {
        return "address " + network(address);
    }

    private static String network(String address) {
        return address.indexOf(':') < 0 ? address : Addresses.network64(address);
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
