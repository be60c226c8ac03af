package dev.waybill.api.stream;

import dev.waybill.shared.process.ProcessId;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Collects what changed until the feed has time for it. */
final class Bell {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition rung = lock.newCondition();
    private Set<ProcessId> changed = new HashSet<>();
    private boolean all;

    void ring(Collection<ProcessId> ids) {
        lock.lock();
        try {
            if (changed.addAll(ids)) {
                rung.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Anything may have changed. */
    void ringAll() {
        lock.lock();
        try {
            all = true;
            rung.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Waits for the first ring, at most so long. */
    Rings await(long nanos) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long left = nanos;
            while (changed.isEmpty() && !all && left > 0) {
                left = rung.awaitNanos(left);
            }
            Rings rings = new Rings(changed, all);
            changed = new HashSet<>();
            all = false;
            return rings;
        } finally {
            lock.unlock();
        }
    }

    /** Waits for a time that rings do not shorten. */
    static void pause(long nanos) throws InterruptedException {
        TimeUnit.NANOSECONDS.sleep(nanos);
    }

    /** What was rung since the last time. */
    record Rings(Set<ProcessId> changed, boolean all) {}
}
