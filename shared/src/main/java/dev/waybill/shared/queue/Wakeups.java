package dev.waybill.shared.queue;

import dev.waybill.shared.process.LedgerListener;
import dev.waybill.shared.process.ProcessId;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Tells every node what was committed, by NOTIFY outside the transactions that did it: inside, PostgreSQL would take a
 * global lock for each. Coalesced, at most one statement every two milliseconds a node. A hint only: whoever depends on
 * it polls as well.
 */
public final class Wakeups implements LedgerListener, SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(Wakeups.class);

    /** Nobody waits until it is on disk: what is lost with the server is found by polling. */
    private static final String NOTIFY = """
            SELECT set_config('synchronous_commit', 'off', true), pg_notify('waybill', payload)
            FROM unnest(:payloads) AS n(payload)
            """;

    private static final Duration BETWEEN_SENDS = Duration.ofMillis(2);
    private static final Duration BETWEEN_TRIES = Duration.ofSeconds(1);
    private static final Duration LONGEST_STOP = Duration.ofSeconds(2);
    private static final int LISTEN_MILLIS = 500;

    /** Nothing that is asked on the line takes long: else the network has forgotten it. */
    private static final int LONGEST_ANSWER_MILLIS = 5_000;

    private final DataSource dataSource;
    private final JdbcClient jdbc;
    private final List<Consumer<Wakeup>> subscribers = new CopyOnWriteArrayList<>();
    private final Map<ProcessId, WakeupCodec.Change> unsent = new LinkedHashMap<>();
    private boolean unsentWork;
    private boolean unsentAccess;
    private volatile @Nullable Passenger passenger;
    private volatile boolean running;
    private @Nullable Thread sender;
    private @Nullable Thread receiver;

    public Wakeups(DataSource dataSource, JdbcClient jdbc) {
        this.dataSource = dataSource;
        this.jdbc = jdbc;
    }

    /**
     * Calls the subscriber for everything that is committed anywhere from now on, on one thread: it must be quick.
     *
     * @return ends the subscription when closed
     */
    public Subscription subscribe(Consumer<Wakeup> subscriber) {
        subscribers.add(subscriber);
        return () -> subscribers.remove(subscriber);
    }

    /** Ends when closed. */
    public interface Subscription extends AutoCloseable {
        @Override
        void close();
    }

    /** Uses the listening connection too, on its thread: must be quick. */
    public interface Passenger {
        /** A new connection listens. */
        void boarded(Connection connection);

        /** Called every half second while the connection stands. */
        void travels();

        /** The connection is lost or, for good, about to be given back. */
        void left(boolean forGood);
    }

    /** Takes the one passenger along, from the next start on. */
    public void take(Passenger one) {
        passenger = one;
    }

    @Override
    public void changed(ProcessId id, boolean pending, boolean leaseRaised) {
        WakeupCodec.Change change = new WakeupCodec.Change(pending, leaseRaised);
        afterCommit(() -> send(id, change));
    }

    private static void afterCommit(Runnable told) {
        if (TransactionSynchronizationManager.isSynchronizationActive()) {
            TransactionSynchronizationManager.registerSynchronization(new AfterCommit(told));
        } else {
            told.run();
        }
    }

    /** Tells all workers to look for work, once the transaction is committed. */
    void work() {
        afterCommit(() -> {
            synchronized (unsent) {
                unsentWork = true;
                unsent.notifyAll();
            }
        });
    }

    /** Tells all nodes to look again who may still do what, once the transaction is committed. */
    public void accessChanged() {
        afterCommit(() -> {
            synchronized (unsent) {
                unsentAccess = true;
                unsent.notifyAll();
            }
        });
    }

    private void send(ProcessId id, WakeupCodec.Change change) {
        synchronized (unsent) {
            unsent.merge(id, change, WakeupCodec.Change::and);
            unsent.notifyAll();
        }
    }

    @Override
    public synchronized void start() {
        running = true;
        sender = Thread.ofPlatform().daemon().name("waybill-notify").start(this::sendForever);
        receiver = Thread.ofPlatform().daemon().name("waybill-listen").start(this::listenForever);
    }

    @Override
    public synchronized void stop() {
        running = false;
        for (Thread thread : Arrays.asList(sender, receiver)) {
            if (thread != null) {
                thread.interrupt();
                join(thread);
            }
        }
    }

    private static void join(Thread thread) {
        try {
            thread.join(LONGEST_STOP);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** Starts before what depends on it, stops after. */
    @Override
    public int getPhase() {
        return Integer.MIN_VALUE;
    }

    private void sendForever() {
        while (running) {
            try {
                List<String> payloads = takeUnsent();
                jdbc.sql(NOTIFY)
                        .param("payloads", payloads.toArray(String[]::new))
                        .query((row, index) -> true)
                        .list();
                LockSupport.parkNanos(BETWEEN_SENDS.toNanos());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            } catch (RuntimeException e) {
                LOG.warn("Wake-ups were not sent, polling finds what they told: {}", e.getMessage());
                LockSupport.parkNanos(BETWEEN_TRIES.toNanos());
            }
        }
    }

    private List<String> takeUnsent() throws InterruptedException {
        synchronized (unsent) {
            while (unsent.isEmpty() && !unsentWork && !unsentAccess) {
                unsent.wait();
            }
            List<String> payloads = WakeupCodec.encode(unsent, unsentWork, unsentAccess);
            unsent.clear();
            unsentWork = false;
            unsentAccess = false;
            return payloads;
        }
    }

    private void listenForever() {
        while (running) {
            try (Connection connection = dataSource.getConnection()) {
                listen(connection);
            } catch (SQLException | DataAccessException | TransactionException e) {
                if (running) {
                    LOG.warn("The line for wake-ups is down, polling goes on: {}", e.getMessage());
                    LockSupport.parkNanos(BETWEEN_TRIES.toNanos());
                }
            }
        }
    }

    private void listen(Connection connection) throws SQLException {
        connection.setNetworkTimeout(Runnable::run, LONGEST_ANSWER_MILLIS);
        try (Statement statement = connection.createStatement()) {
            statement.execute("LISTEN waybill");
            publish(Wakeup.MISSED);
            travel(connection);
            statement.execute("UNLISTEN waybill");
        }
    }

    private void travel(Connection connection) throws SQLException {
        PGConnection line = connection.unwrap(PGConnection.class);
        Passenger along = passenger;
        boolean arrived = false;
        try {
            if (along != null) {
                along.boarded(connection);
            }
            while (running) {
                publish(line.getNotifications(LISTEN_MILLIS));
                if (along != null) {
                    along.travels();
                }
            }
            arrived = true;
        } finally {
            if (along != null) {
                along.left(arrived);
            }
        }
    }

    private void publish(PGNotification @Nullable [] notifications) {
        if (notifications != null && notifications.length > 0) {
            List<String> payloads = new ArrayList<>();
            for (PGNotification notification : notifications) {
                payloads.add(notification.getParameter());
            }
            publish(WakeupCodec.decode(payloads));
        }
    }

    private void publish(Wakeup wakeup) {
        for (Consumer<Wakeup> subscriber : subscribers) {
            try {
                subscriber.accept(wakeup);
            } catch (RuntimeException e) {
                LOG.error("A subscriber failed on a wake-up", e);
            }
        }
    }

    private record AfterCommit(Runnable told) implements TransactionSynchronization {
        @Override
        public void afterCommit() {
            told.run();
        }
    }
}
