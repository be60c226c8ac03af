package dev.waybill.api.stream;

import dev.waybill.api.process.ProcessViews;
import dev.waybill.shared.process.Process;
import dev.waybill.shared.process.ProcessEvent;
import dev.waybill.shared.process.ProcessReader;
import dev.waybill.shared.tenancy.Scope;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One process as one client sees it. Seqs have no gaps, so the stream itself notices whatever the feed left out and reads
 * it: each event is sent once and in order, however it came.
 */
final class ProcessStream implements LiveStream, Follower {

    static final Duration RETRY = Duration.ofMillis(500);

    private static final int EVENTS_AT_ONCE = 200;

    private final ProcessReader reader;
    private final ProcessFeed feed;
    private final ProcessViews views;
    private final Scope scope;
    private final Process read;
    private final BlockingQueue<Optional<Update>> updates;
    private volatile boolean closed;
    private long sentSeq;
    private long sentVersion;
    /** Whose events were sent, and whose header was not yet. */
    private @Nullable Update owed;

    /**
     * @param read the process as it was found
     * @param after seq of the last event that the client has
     */
    ProcessStream(
            ProcessReader reader,
            ProcessFeed feed,
            ProcessViews views,
            StreamProperties properties,
            Scope scope,
            Process read,
            long after) {
        this.reader = reader;
        this.feed = feed;
        this.views = views;
        this.scope = scope;
        this.read = read;
        this.updates = new ArrayBlockingQueue<>(properties.streamBuffer());
        this.sentSeq = Math.min(after, read.eventSeq());
    }

    @Override
    public boolean run(EventWriter writer, Rhythm rhythm) throws IOException, InterruptedException {
        writer.retry(RETRY);
        ProcessFeed.Following following = feed.follow(read, this);
        try {
            Optional<Update> now = now(following);
            boolean ended = now.isEmpty() || send(now.get(), true, writer);
            while (!ended && !closed && !rhythm.over()) {
                Optional<Update> update = updates.poll(rhythm.untilNext(), TimeUnit.NANOSECONDS);
                if (update != null && update.isPresent() && !closed) {
                    ended = send(update.get(), false, writer);
                }
                rhythm.keepAlive(writer);
            }
            return ended && !closed;
        } finally {
            following.end();
        }
    }

    @Override
    public void changed(Update update) {
        if (!updates.offer(Optional.of(update))) {
            close();
        }
    }

    @Override
    public void stopping() {
        close();
    }

    @Override
    public void close() {
        closed = true;
        // wakes the stream; a full queue needs no waking
        updates.offer(Optional.empty());
    }

    /** How it stands; empty when it is gone. Read again only if it changed since, and nobody here knows how. */
    private Optional<Update> now(ProcessFeed.Following following) {
        if (following.told() != null) {
            return Optional.of(following.told());
        }
        Optional<Process> now = following.behind() ? reader.find(scope, read.id()) : Optional.of(read);
        return now.map(process -> Update.of(process, List.of(), views));
    }

    /**
     * Says whether this was the end. The header follows its events, which tell less than it, once for all that have come
     * together.
     */
    private boolean send(Update update, boolean headerWanted, EventWriter writer) throws IOException {
        if (update.process().version() <= sentVersion) {
            sendOwed(writer);
            return false;
        }
        owed = update;
        long before = sentSeq;
        for (Update.Event event : update.events()) {
            if (event.seq() == sentSeq + 1) {
                send(event, writer);
            }
        }
        sendMissing(update.process().eventSeq(), writer);
        sentVersion = update.process().version();
        if (closed) {
            return true;
        }
        if (update.terminal()) {
            writer.event("end", update.header());
        } else if (headerWanted || sentSeq == before) {
            owed = null;
            writer.event("progress", update.header());
        } else {
            sendOwed(writer);
        }
        writer.flush();
        return update.terminal();
    }

    /** The latest header, unless a later one is about to be sent. */
    private void sendOwed(EventWriter writer) throws IOException {
        Update latest = owed;
        if (latest != null && updates.isEmpty()) {
            owed = null;
            writer.event("progress", latest.header());
            writer.flush();
        }
    }

    private void sendMissing(long upTo, EventWriter writer) throws IOException {
        while (sentSeq < upTo && !closed) {
            List<ProcessEvent> missing = reader.events(scope, read.id(), sentSeq, EVENTS_AT_ONCE);
            if (missing.isEmpty()) {
                return;
            }
            for (ProcessEvent event : missing) {
                if (event.seq() <= upTo) {
                    send(Update.Event.of(event), writer);
                }
            }
            writer.flush();
        }
    }

    private void send(Update.Event event, EventWriter writer) throws IOException {
        writer.event(event.seq(), event.json());
        sentSeq = event.seq();
    }
}
