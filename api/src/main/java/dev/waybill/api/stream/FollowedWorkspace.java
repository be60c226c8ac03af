package dev.waybill.api.stream;

import dev.waybill.shared.process.ProcessId;
import dev.waybill.shared.tenancy.Scope;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArraySet;
import org.jspecify.annotations.Nullable;

/** A workspace with those who follow it, and the versions of its processes that they were told. */
final class FollowedWorkspace {

    private static final int MOST_REMEMBERED = 10_000;

    private final Scope scope;
    private final Set<Follower> followers = new CopyOnWriteArraySet<>();
    private final Map<ProcessId, Long> versions = new LinkedHashMap<>();

    FollowedWorkspace(Scope scope) {
        this.scope = scope;
    }

    Scope scope() {
        return scope;
    }

    FollowedWorkspace with(Follower follower) {
        followers.add(follower);
        return this;
    }

    /** Null when nobody is left. */
    @Nullable
    FollowedWorkspace without(Follower follower) {
        followers.remove(follower);
        return followers.isEmpty() ? null : this;
    }

    /** The version that was told last; 0 if none is remembered. For the feed's thread, as {@link #tell}. */
    long version(ProcessId id) {
        return versions.getOrDefault(id, 0L);
    }

    void tell(Update update) {
        ProcessId id = update.process().id();
        versions.remove(id);
        versions.put(id, update.process().version());
        if (versions.size() > MOST_REMEMBERED) {
            versions.remove(versions.keySet().iterator().next());
        }
        followers.forEach(follower -> follower.changed(update));
    }

    void stop() {
        followers.forEach(Follower::stopping);
    }
}
