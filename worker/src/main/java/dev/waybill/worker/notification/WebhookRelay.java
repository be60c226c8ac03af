package dev.waybill.worker.notification;

import dev.waybill.shared.notification.WebhookOutbox;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/** Empties the outbox into the queue. Every worker does; what one is at, the others skip. */
final class WebhookRelay implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(WebhookRelay.class);

    private static final int AT_A_TIME = 100;
    private static final long LONGEST_STOP_MILLIS = 2_000;

    private final WebhookOutbox outbox;
    private final WebhookProperties properties;
    private volatile @Nullable CountDownLatch stopped;
    private @Nullable Thread thread;

    WebhookRelay(WebhookOutbox outbox, WebhookProperties properties) {
        this.outbox = outbox;
        this.properties = properties;
    }

    @Override
    public synchronized void start() {
        CountDownLatch stop = new CountDownLatch(1);
        stopped = stop;
        // a platform thread: an interrupt on a virtual one would close its connection, perhaps in a commit
        thread = Thread.ofPlatform().daemon().name("waybill-webhooks").start(() -> relayUntil(stop));
    }

    @Override
    public synchronized void stop() {
        CountDownLatch stop = stopped;
        stopped = null;
        if (stop != null) {
            stop.countDown();
        }
        if (thread != null) {
            try {
                thread.join(LONGEST_STOP_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public boolean isRunning() {
        return stopped != null;
    }

    private void relayUntil(CountDownLatch stop) {
        boolean more = false;
        boolean down = false;
        try {
            while (!stop.await(more ? 0 : properties.relayInterval().toMillis(), TimeUnit.MILLISECONDS)) {
                try {
                    more = outbox.relay(AT_A_TIME) == AT_A_TIME;
                    down = false;
                } catch (DataAccessException | TransactionException e) {
                    more = false;
                    if (!down) {
                        LOG.warn("Webhooks wait for the database: {}", e.getMessage());
                    }
                    down = true;
                } catch (RuntimeException e) {
                    more = false;
                    LOG.error("Webhooks could not be submitted, tried again", e);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
