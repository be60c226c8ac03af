package dev.waybill.shared.queue;

import java.time.Instant;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What an operator holds back.
 *
 * @param name the queue, the type's label or the workspace's id; empty for everything
 * @param pausedAt since when nothing of it is started; null when it is not paused
 * @param pausedBy the user who paused it; null when it is not paused or the user is gone
 * @param reason why, for people
 * @param maxRunning at most so many of it run at a time; null when there is no limit
 */
public record Control(
        Scope scope,
        String name,
        @Nullable Instant pausedAt,
        @Nullable Long pausedBy,
        @Nullable String reason,
        @Nullable Integer maxRunning) {

    /** What a control is about. */
    public enum Scope {
        EVERYTHING,
        QUEUE,
        TYPE,
        WORKSPACE;

        /** As it is stored and spoken: lower-case. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        static Scope of(String word) {
            return valueOf(word.toUpperCase(Locale.ROOT));
        }
    }

    /** Whether it is about the same thing. */
    boolean concerns(Scope other, String otherName) {
        return scope == other && Objects.equals(name, otherName);
    }

    boolean paused() {
        return pausedAt != null;
    }
}
