package dev.waybill.api.stream;

import dev.waybill.api.process.ProcessViews;
import dev.waybill.shared.process.Process;
import dev.waybill.shared.process.ProcessId;
import dev.waybill.shared.process.ProcessReader;
import dev.waybill.shared.tenancy.Scope;
import java.io.IOException;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;

/** All processes of a workspace as one client sees them: of each the latest snapshot, however many it missed. */
final class WorkspaceStream implements LiveStream, Follower {

    private final ProcessReader reader;
    private final ProcessFeed feed;
    private final ProcessViews views;
    private final StreamProperties properties;
    private final Scope scope;
    private final Predicate<Process> wanted;
    private final Map<ProcessId, Long> sent = new HashMap<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition something = lock.newCondition();
    private Map<ProcessId, Update> waiting = new LinkedHashMap<>();
    private boolean closed;

    WorkspaceStream(
            ProcessReader reader,
            ProcessFeed feed,
            ProcessViews views,
            StreamProperties properties,
            Scope scope,
            Predicate<Process> wanted) {
        this.reader = reader;
        this.feed = feed;
        this.views = views;
        this.properties = properties;
        this.scope = scope;
        this.wanted = wanted;
    }

    @Override
    public boolean run(EventWriter writer, Rhythm rhythm) throws IOException, InterruptedException {
        writer.retry(ProcessStream.RETRY);
        Runnable leave = feed.followWorkspace(scope, this);
        try {
            send(recent(), writer);
            while (!isClosed() && !rhythm.over()) {
                send(take(rhythm.untilNext()), writer);
                rhythm.keepAlive(writer);
            }
            return false;
        } finally {
            leave.run();
        }
    }

    @Override
    public void changed(Update update) {
        Process process = update.process();
        // the feed reads a workspace once for all who follow it, whatever each of them may see
        if (!scope.sees(process.owner().workspaceId(), process.owner().userId()) || !wanted.test(process)) {
            return;
        }
        lock.lock();
        try {
            waiting.remove(update.process().id());
            waiting.put(update.process().id(), update);
            closed |= waiting.size() > properties.streamBuffer();
            something.signalAll();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void stopping() {
        close();
    }

    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            something.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** What a client may have missed between two connections, or between its list and its stream. */
    private List<Update> recent() {
        return reader.changedWithin(scope, FeedReader.LOOKS_BACK, properties.streamBuffer()).stream()
                .filter(wanted)
                .map(process -> Update.of(process, List.of(), views))
                .toList();
    }

    private Collection<Update> take(long nanos) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long left = nanos;
            while (waiting.isEmpty() && !closed && left > 0) {
                left = something.awaitNanos(left);
            }
            Collection<Update> taken = waiting.values();
            waiting = new LinkedHashMap<>();
            return taken;
        } finally {
            lock.unlock();
        }
    }

    private void send(Collection<Update> updates, EventWriter writer) throws IOException {
        for (Update update : updates) {
            long version = update.process().version();
            if (version > sent.getOrDefault(update.process().id(), 0L)) {
                sent.put(update.process().id(), version);
                writer.event("process", update.header());
            }
        }
        writer.flush();
    }

    private boolean isClosed() {
        lock.lock();
        try {
            return closed;
        } finally {
            lock.unlock();
        }
    }
}
