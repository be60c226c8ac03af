package dev.waybill.api.stream;

import dev.waybill.api.access.LiveCredentials;
import dev.waybill.api.process.Changes;
import dev.waybill.shared.process.Process;
import dev.waybill.shared.process.ProcessId;
import dev.waybill.shared.queue.Wakeup;
import dev.waybill.shared.queue.Wakeups;
import dev.waybill.shared.tenancy.Scope;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

/**
 * One thread of a node that reads what changed of all that anybody here follows, at a wake-up and once a second, and
 * tells them. A follower costs no connection and no query of its own.
 */
final class ProcessFeed implements Changes, SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(ProcessFeed.class);

    /** Changes that come closer together are read together. */
    private static final Duration BETWEEN_READS = Duration.ofMillis(10);

    private final Map<ProcessId, Followed> processes = new ConcurrentHashMap<>();
    private final Map<Long, FollowedWorkspace> workspaces = new ConcurrentHashMap<>();
    private final Bell bell = new Bell();
    private final FeedReader reader;
    private final Wakeups wakeups;
    private final LiveCredentials credentials;
    private final Duration pollInterval;
    private volatile boolean running;
    private Wakeups.@Nullable Subscription subscription;
    private @Nullable Thread thread;

    ProcessFeed(FeedReader reader, Wakeups wakeups, LiveCredentials credentials, StreamProperties properties) {
        this.credentials = credentials;
        this.reader = reader;
        this.wakeups = wakeups;
        this.pollInterval = properties.streamPollInterval();
    }

    /**
     * A follower's place.
     *
     * @param told what those who followed before were told last, if it is newer than what was read
     * @param behind whether something newer is known that nobody here was told: who joins reads once more
     * @param leave nothing more is told
     */
    record Following(@Nullable Update told, boolean behind, Runnable leave) {

        void end() {
            leave.run();
        }
    }

    /** From now on tells of everything that is newer than what was read, or than what those here were told. */
    Following follow(Process read, Follower follower) {
        ProcessId id = read.id();
        Followed joined = Objects.requireNonNull(
                processes.compute(id, (key, there) -> (there == null ? new Followed(read) : there).with(follower)));
        long known = joined.version();
        Update told = joined.told();
        boolean newer = told != null && told.process().version() > read.version();
        return new Following(
                newer ? told : null,
                !newer && known > read.version(),
                () -> processes.computeIfPresent(id, (key, there) -> there.without(follower)));
    }

    /**
     * From now on tells of every change in the workspace; some that are older are told too.
     *
     * @return after it nothing more is told
     */
    Runnable followWorkspace(Scope scope, Follower follower) {
        Long id = Objects.requireNonNull(scope.workspaceId());
        workspaces.compute(
                id,
                (key, there) -> (there == null ? new FollowedWorkspace(new Scope(id, null)) : there).with(follower));
        return () -> workspaces.computeIfPresent(id, (key, there) -> there.without(follower));
    }

    /** Whoever waits is answered only if the credential is still good then. */
    @Override
    public void await(Scope scope, Process known, Duration atMost) throws InterruptedException {
        CountDownLatch changed = new CountDownLatch(1);
        if (RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes attributes) {
            HttpServletRequest request = attributes.getRequest();
            LiveCredentials.Watch watch = credentials.watch(request, changed::countDown);
            try {
                await(known, atMost, changed);
            } finally {
                watch.close();
            }
            credentials.requireValid(request);
        } else {
            await(known, atMost, changed);
        }
    }

    private void await(Process known, Duration atMost, CountDownLatch changed) throws InterruptedException {
        Following following = follow(known, new Waiter(known.version(), changed));
        try {
            if (running && following.told() == null && !following.behind()) {
                boolean inTime = changed.await(atMost.toMillis(), TimeUnit.MILLISECONDS);
                LOG.trace("Process {} changed in time: {}", known.id(), inTime);
            }
        } finally {
            following.end();
        }
    }

    @Override
    public synchronized void start() {
        running = true;
        subscription = wakeups.subscribe(this::ring);
        thread = Thread.ofPlatform().daemon().name("waybill-feed").start(this::readForever);
    }

    /** Before the web server begins its graceful shutdown, which waits for streams to end. */
    @Override
    public synchronized void stop() {
        running = false;
        if (subscription != null) {
            subscription.close();
        }
        if (thread != null) {
            thread.interrupt();
        }
        processes.values().forEach(Followed::stop);
        workspaces.values().forEach(FollowedWorkspace::stop);
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    private void ring(Wakeup wakeup) {
        if (wakeup.missed()) {
            bell.ringAll();
        } else if (!workspaces.isEmpty()) {
            bell.ring(wakeup.changed());
        } else {
            bell.ring(wakeup.changed().stream().filter(processes::containsKey).toList());
        }
    }

    private void readForever() {
        long nextPoll = System.nanoTime() + pollInterval.toNanos();
        while (running) {
            try {
                Bell.Rings rings = bell.await(nextPoll - System.nanoTime());
                boolean poll = System.nanoTime() - nextPoll >= 0;
                if (poll) {
                    nextPoll = System.nanoTime() + pollInterval.toNanos();
                }
                read(rings, poll || rings.all());
                Bell.pause(BETWEEN_READS.toNanos());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            } catch (RuntimeException e) {
                if (running) {
                    LOG.warn("Streams stand still, the next poll goes on: {}", e.getMessage());
                }
            }
        }
    }

    private void read(Bell.Rings rings, boolean all) {
        List<Followed> due = all
                ? List.copyOf(processes.values())
                : rings.changed().stream()
                        .map(processes::get)
                        .filter(Objects::nonNull)
                        .toList();
        reader.read(due);
        for (FollowedWorkspace workspace : new ArrayList<>(workspaces.values())) {
            reader.read(workspace, rings.changed(), all);
        }
    }

    /** How many follow a process at the moment. */
    int followers() {
        return processes.values().stream().mapToInt(Followed::count).sum();
    }

    private record Waiter(long knownVersion, CountDownLatch changed) implements Follower {

        @Override
        public void changed(Update update) {
            if (update.process().version() > knownVersion) {
                changed.countDown();
            }
        }

        @Override
        public void stopping() {
            changed.countDown();
        }
    }
}
