package dev.waybill.shared.metrics;

import dev.waybill.shared.process.QueueBacklog;
import dev.waybill.shared.queue.QueueOverview;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/**
 * How full the queues are, over all workspaces, looked up at an interval, so that no scrape waits for the database. Every
 * node tells the same: take the greatest. While the database cannot be reached there are none.
 */
final class QueueGauges implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(QueueGauges.class);

    private static final Duration LONGEST_LOOK = Duration.ofSeconds(5);

    private final QueueOverview overview;
    private final Duration interval;
    private final MultiGauge ready;
    private final MultiGauge waiting;
    private final MultiGauge running;
    private final MultiGauge oldestWait;
    private final MultiGauge workers;
    private volatile boolean reachable = true;
    private volatile long lastAnswer = System.nanoTime();
    private @Nullable ScheduledExecutorService timer;

    QueueGauges(MeterRegistry registry, QueueOverview overview, Duration interval) {
        this.overview = overview;
        this.interval = interval;
        ready = gauge(registry, "waybill.queue.ready", "Processes that could start now; counted to 100,000 in all");
        waiting = gauge(registry, "waybill.queue.waiting", "Processes that wait for a time, children or a slot");
        running = gauge(registry, "waybill.queue.running", "Processes that run");
        oldestWait = MultiGauge.builder("waybill.queue.oldest.wait")
                .description("How long the oldest process that could start has waited; 0 when there is none")
                .baseUnit("seconds")
                .register(registry);
        workers = gauge(registry, "waybill.queue.workers", "Workers that live and take from the queue");
        Gauge.builder("waybill.database.reachable", this, gauges -> gauges.reachable() ? 1 : 0)
                .description("1 if this node could ask PostgreSQL of late, else 0")
                .register(registry);
    }

    private static MultiGauge gauge(MeterRegistry registry, String name, String description) {
        return MultiGauge.builder(name).description(description).register(registry);
    }

    @Override
    public synchronized void start() {
        ScheduledExecutorService started = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name("waybill-metrics").factory());
        ScheduledFuture<?> unused =
                started.scheduleWithFixedDelay(this::look, 0, interval.toMillis(), TimeUnit.MILLISECONDS);
        timer = started;
    }

    @Override
    public synchronized void stop() {
        if (timer != null) {
            timer.shutdownNow();
            timer = null;
        }
    }

    @Override
    public synchronized boolean isRunning() {
        return timer != null;
    }

    /** A look that the network has forgotten takes a minute to fail. */
    private boolean reachable() {
        return reachable
                && System.nanoTime() - lastAnswer
                        < interval.multipliedBy(2).plus(LONGEST_LOOK).toNanos();
    }

    private void look() {
        try {
            show(overview.everywhere());
            reachable = true;
            lastAnswer = System.nanoTime();
        } catch (DataAccessException | TransactionException e) {
            if (reachable) {
                LOG.warn("The queues could not be measured: {}", e.getMessage());
            }
            reachable = false;
            show(new QueueOverview.Everywhere(List.of(), Map.of()));
        }
    }

    private void show(QueueOverview.Everywhere all) {
        show(ready, all, QueueBacklog::ready);
        show(waiting, all, QueueBacklog::waiting);
        show(running, all, QueueBacklog::running);
        show(oldestWait, all, backlog -> backlog.oldestWait().toMillis() / 1000.0);
        workers.register(
                all.workers().entrySet().stream()
                        .map(entry -> MultiGauge.Row.of(Tags.of("queue", entry.getKey()), entry.getValue()))
                        .toList(),
                true);
    }

    private static void show(MultiGauge gauge, QueueOverview.Everywhere all, ToDoubleFunction<QueueBacklog> value) {
        gauge.register(
                all.backlogs().stream()
                        .map(one ->
                                MultiGauge.Row.of(Measured.tags(one.label(), one.queue()), value.applyAsDouble(one)))
                        .toList(),
                true);
    }
}
