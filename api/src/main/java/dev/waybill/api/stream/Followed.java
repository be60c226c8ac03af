package dev.waybill.api.stream;

import dev.waybill.shared.process.Process;
import dev.waybill.shared.process.ProcessId;
import dev.waybill.shared.tenancy.Scope;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArraySet;
import org.jspecify.annotations.Nullable;

/** A process with those who follow it, and how much of it they were told. */
final class Followed {

    private final ProcessId id;
    private final Scope scope;
    private final Set<Follower> followers = new CopyOnWriteArraySet<>();
    private volatile long version;
    private volatile long seq;
    private volatile @Nullable Update told;

    Followed(Process process) {
        this.id = process.id();
        this.scope = new Scope(process.owner().workspaceId(), null);
        this.version = process.version();
        this.seq = process.eventSeq();
    }

    ProcessId id() {
        return id;
    }

    /** Its workspace, whoever asks. */
    Scope scope() {
        return scope;
    }

    long version() {
        return version;
    }

    long seq() {
        return seq;
    }

    Followed with(Follower follower) {
        followers.add(follower);
        return this;
    }

    /** Null when nobody is left. */
    @Nullable
    Followed without(Follower follower) {
        followers.remove(follower);
        return followers.isEmpty() ? null : this;
    }

    /** What was told last; null before anything was. */
    @Nullable
    Update told() {
        return told;
    }

    int count() {
        return followers.size();
    }

    /** The version is raised first: who joins and still sees the old one is among those told, or finds what was. */
    void tell(Update update) {
        told = update;
        version = update.process().version();
        seq = update.process().eventSeq();
        followers.forEach(follower -> follower.changed(update));
    }

    void stop() {
        followers.forEach(Follower::stopping);
    }
}
