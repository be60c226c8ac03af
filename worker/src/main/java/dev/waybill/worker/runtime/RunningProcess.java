package dev.waybill.worker.runtime;

import dev.waybill.shared.job.Progress;
import dev.waybill.shared.job.Stopped;
import dev.waybill.shared.process.ProcessId;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An attempt that runs on this worker, and the ways to stop it: a flag, then its statement and its calls, its
 * thread last.
 */
final class RunningProcess {

    private static final Logger LOG = LoggerFactory.getLogger(RunningProcess.class);

    private final ProcessId id;
    private final UUID jobId;
    private final long lease;
    private final Thread thread = Thread.currentThread();
    private Stopped.@Nullable Why why;
    private @Nullable Connection connection;
    private final List<Runnable> aborts = new ArrayList<>();
    private boolean ended;
    private boolean stuck;
    private Runnable whenStuck = () -> {};

    /** For the calling thread. */
    RunningProcess(ProcessId id, UUID jobId, long lease) {
        this.id = id;
        this.jobId = jobId;
        this.lease = lease;
    }

    ProcessId id() {
        return id;
    }

    UUID jobId() {
        return jobId;
    }

    long lease() {
        return lease;
    }

    /** Why it must stop; null while it may go on. */
    synchronized Stopped.@Nullable Why why() {
        return why;
    }

    synchronized void throwIfStopped() {
        if (why != null) {
            throw new Stopped(why);
        }
    }

    /** Tells it to stop; the first reason stays, unless it loses its lease after. */
    synchronized void stop(Stopped.Why reason) {
        if (ended) {
            return;
        }
        if (why == null || reason == Stopped.Why.CANCELLED || reason == Stopped.Why.LEASE_LOST) {
            why = reason;
        }
        cancelStatement();
        abortCalls();
    }

    /** From here to its close a stop calls this abort, once. */
    synchronized Progress.AbortRegistration abortOnStop(Runnable abort) {
        throwIfStopped();
        aborts.add(abort);
        return () -> forget(abort);
    }

    /** Interrupts its thread, if it still runs though it was told to stop. */
    synchronized void interruptIfStopping() {
        if (!ended && why != null) {
            LOG.info("Process {} does not stop at a checkpoint; its thread is interrupted", id);
            thread.interrupt();
        }
    }

    /** What happens once when it runs on although it was interrupted. */
    synchronized void whenStuck(Runnable action) {
        whenStuck = action;
    }

    synchronized boolean stuck() {
        return stuck;
    }

    /** Reports it, if it still runs though it was interrupted. */
    void giveUpIfStuck() {
        Runnable action;
        synchronized (this) {
            if (ended || stuck || why == null) {
                return;
            }
            stuck = true;
            action = whenStuck;
        }
        LOG.error("Process {} is stuck: it ignores its interrupt, at {}", id, List.of(thread.getStackTrace()));
        action.run();
    }

    /** From here to {@link #leaveTransaction} a stop cancels what this connection executes. */
    synchronized void enterTransaction(Connection current) {
        throwIfStopped();
        connection = current;
    }

    /** Waits for a cancellation that is being sent, so that it cannot hit a later statement. */
    synchronized void leaveTransaction() {
        connection = null;
    }

    /** Nothing stops it any more; takes back an interrupt that came late. */
    synchronized void end() {
        ended = true;
        connection = null;
        if (Thread.interrupted()) {
            LOG.debug("Process {} ended with its thread interrupted", id);
        }
    }

    /** Waits for an abort that is running. */
    private synchronized void forget(Runnable abort) {
        aborts.remove(abort);
    }

    private void abortCalls() {
        List<Runnable> open = List.copyOf(aborts);
        aborts.clear();
        for (Runnable abort : open) {
            try {
                abort.run();
            } catch (RuntimeException e) {
                LOG.warn("A call of process {} could not be aborted", id, e);
            }
        }
    }

    private void cancelStatement() {
        Connection current = connection;
        if (current == null) {
            return;
        }
        try {
            current.unwrap(PGConnection.class).cancelQuery();
        } catch (SQLException e) {
            LOG.warn("The statement of process {} could not be cancelled: {}", id, e.getMessage());
        }
    }
}
