package dev.waybill.api.guard;

import dev.waybill.api.http.Requester;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/**
 * How much everybody has left. Budgets of this node: a client that is spread over n nodes has n times as much. A bucket
 * that nobody has used for a period is full again, so it is forgotten; addresses cannot push out credentials.
 */
final class RateLimits {

    private final GuardProperties.Limits limits;
    private final LongSupplier nanos;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<Key, Used> credentials = new LinkedHashMap<>(16, 0.75f, true);
    private final Map<Key, Used> addresses = new LinkedHashMap<>(16, 0.75f, true);

    /** @param nanos a clock that only rises, from wherever, and may run over */
    RateLimits(GuardProperties.Limits limits, LongSupplier nanos) {
        this.limits = limits;
        long start = nanos.getAsLong();
        this.nanos = () -> nanos.getAsLong() - start;
    }

    /**
     * What a request is told.
     *
     * @param policy the budget's name
     * @param quota requests in a period
     * @param left requests that may follow at once
     * @param fullAfter until the whole budget is there again
     * @param retryAfter until the next request may follow; zero if this one may pass
     */
    record Verdict(String policy, int quota, long left, Duration fullAfter, Duration retryAfter) {

        boolean passes() {
            return retryAfter.isZero();
        }
    }

    /** Takes a request out of its budget, if there is one left. */
    Verdict take(Requester who, boolean write) {
        Key key = new Key(who.known() ? (write ? "writes" : "reads") : "unauthenticated", who.name());
        int quota = quota(key.policy);
        ConsumptionProbe probe =
                bucket(key, quota, who.known() ? credentials : addresses).tryConsumeAndReturnRemaining(1);
        return new Verdict(
                key.policy,
                quota,
                probe.getRemainingTokens(),
                Duration.ofNanos(probe.getNanosToWaitForReset()),
                Duration.ofNanos(probe.isConsumed() ? 0 : Math.max(1, probe.getNanosToWaitForRefill())));
    }

    /** How many requesters are remembered. */
    int remembered() {
        lock.lock();
        try {
            return credentials.size() + addresses.size();
        } finally {
            lock.unlock();
        }
    }

    private int quota(String policy) {
        return switch (policy) {
            case "reads" -> limits.reads();
            case "writes" -> limits.writes();
            default -> limits.unauthenticated();
        };
    }

    private Bucket bucket(Key key, int quota, Map<Key, Used> remembered) {
        long now = nanos.getAsLong();
        lock.lock();
        try {
            Used before = remembered.get(key);
            Used used = new Used(before == null ? fresh(quota) : before.bucket, now);
            remembered.put(key, used);
            forget(remembered, now);
            return used.bucket;
        } finally {
            lock.unlock();
        }
    }

    /** The map is in the order of use. */
    private void forget(Map<Key, Used> remembered, long now) {
        Iterator<Used> oldest = remembered.values().iterator();
        while (oldest.hasNext()) {
            boolean full = now - oldest.next().at > limits.period().toNanos();
            if (!full && remembered.size() <= limits.mostRequesters()) {
                return;
            }
            oldest.remove();
        }
    }

    private Bucket fresh(int quota) {
        return Bucket.builder()
                .addLimit(limit -> limit.capacity(quota).refillGreedy(quota, limits.period()))
                .withCustomTimePrecision(new Rising(nanos))
                .build();
    }

    private record Key(String policy, String name) {}

    private record Used(Bucket bucket, long at) {}

    private record Rising(LongSupplier nanos) implements TimeMeter {

        @Override
        public long currentTimeNanos() {
            return nanos.getAsLong();
        }

        @Override
        public boolean isWallClockBased() {
            return false;
        }
    }
}
