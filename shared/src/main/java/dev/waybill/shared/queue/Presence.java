package dev.waybill.shared.queue;

import dev.waybill.shared.tenancy.RoleTransactions;
import java.sql.Connection;
import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.transaction.TransactionException;

/**
 * This worker's sign of life: an advisory lock that the listening connection holds, and a row that it refreshes. While it
 * is lost the worker claims nothing, since others may take it for dead.
 */
public final class Presence implements Wakeups.Passenger {

    private static final Logger LOG = LoggerFactory.getLogger(Presence.class);
    private static final Duration BETWEEN_BEATS = Duration.ofMillis(500);
    private static final int MOST_NAMESAKES = 100;

    private final String wanted;
    private final int threads;
    private final ServedWork served;
    private final Rescue rescue;
    private final JdbcClient login;
    private final Runnable declaredDead;
    private final UUID incarnation = UUID.randomUUID();
    private volatile String name;
    private volatile boolean held;
    private volatile long lastBeat = System.nanoTime();
    private @Nullable Line line;
    private @Nullable Integer lastSession;

    /**
     * @param name what the worker is called; when another that lives has this name, a number is added
     * @param threads how many jobs it runs at a time
     * @param served what it runs
     * @param login outside of any role
     * @param declaredDead called when others took this worker for dead: all that it runs is no longer its own
     */
    public Presence(
            String name, int threads, ServedWork served, Rescue rescue, JdbcClient login, Runnable declaredDead) {
        this.wanted = name;
        this.name = name;
        this.threads = threads;
        this.served = served;
        this.rescue = rescue;
        this.login = login;
        this.declaredDead = declaredDead;
    }

    /** What this worker is called in the ledger. */
    public String name() {
        return name;
    }

    /** Whether others can see that it lives. */
    public boolean held() {
        return held;
    }

    /** How long ago its last sign of life was. */
    public Duration silence() {
        return Duration.ofNanos(System.nanoTime() - lastBeat);
    }

    @Override
    public void boarded(Connection connection) {
        Line boarded = new Line(connection);
        line = boarded;
        takeLock(boarded);
        beat(boarded);
    }

    @Override
    public void travels() {
        Line current = line;
        if (current != null && (!held || silence().compareTo(BETWEEN_BEATS) >= 0)) {
            if (!held) {
                takeLock(current);
            }
            beat(current);
        }
    }

    @Override
    public void left(boolean forGood) {
        Line current = line;
        boolean registered = held;
        held = false;
        line = null;
        if (current != null) {
            giveBack(current, forGood && registered);
        }
    }

    // a pool may hand the connection to others: it must not keep the lock
    private void giveBack(Line current, boolean leave) {
        try {
            if (leave) {
                current.roles.asRuntime(() -> WorkerRows.leave(current.jdbc, name, incarnation));
            }
            WorkerRows.unlock(current.jdbc);
        } catch (DataAccessException | TransactionException e) {
            LOG.debug("The connection is lost, and with it the lock of worker {}", name, e);
        }
    }

    private void takeLock(Line current) {
        Integer before = lastSession;
        if (before == null) {
            name = freeName(current);
            rescue.succeed(name);
        } else if (!regained(current, before)) {
            LOG.warn("The lock of worker {} is held by another session", name);
            return;
        }
        lastSession = WorkerRows.session(current.jdbc);
        held = true;
    }

    private boolean regained(Line current, int before) {
        if (WorkerRows.lock(current.jdbc, name)) {
            return true;
        }
        // our own session of before, which the server believes to be alive
        WorkerRows.endSession(login, before);
        return WorkerRows.lock(current.jdbc, name);
    }

    private String freeName(Line current) {
        for (int number = 1; number <= MOST_NAMESAKES; number++) {
            String candidate = number == 1 ? wanted : wanted + "-" + number;
            if (WorkerRows.lock(current.jdbc, candidate)) {
                return candidate;
            }
            LOG.warn("Another worker is called {}", candidate);
        }
        throw new IllegalStateException("Too many workers are called " + wanted);
    }

    private void beat(Line current) {
        if (!held) {
            return;
        }
        boolean known = current.roles.asRuntime(() -> WorkerRows.beat(current.jdbc, name, incarnation));
        if (!known) {
            declaredDead.run();
            current.roles.asRuntime(() -> WorkerRows.register(current.jdbc, name, incarnation, threads, served));
            LOG.info("Worker {} is registered", name);
        }
        lastBeat = System.nanoTime();
    }

    /** The listening connection, for statements in the runtime's role. */
    private static final class Line {
        private final JdbcClient jdbc;
        private final RoleTransactions roles;

        Line(Connection connection) {
            SingleConnectionDataSource single = new SingleConnectionDataSource(connection, true);
            this.jdbc = JdbcClient.create(single);
            this.roles = new RoleTransactions(jdbc, new DataSourceTransactionManager(single));
        }
    }
}
