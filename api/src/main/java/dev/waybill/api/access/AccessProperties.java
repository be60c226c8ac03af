package dev.waybill.api.access;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of who may call, under {@code waybill.access}.
 *
 * @param firstAdminKey an API key that is stored, hashed, when no admin holds a valid one; null for none
 * @param firstAdminKeyFile file that has it, instead; null for none
 * @param keyCache how long a node relies on what it read of a key or a session; revoking does not wait for it
 * @param recheckInterval how often it is looked whether open streams may go on, in case a wake-up was lost
 * @param sessionIdle after which a session that is not used is over
 * @param sessionLifetime after which every session is over
 * @param platformWorkspace the workspace whose admins control what all workspaces share: its queues and types
 */
@ConfigurationProperties("waybill.access")
public record AccessProperties(
        @Nullable String firstAdminKey,
        @Nullable Path firstAdminKeyFile,
        @DefaultValue("2s") Duration keyCache,
        @DefaultValue("5s") Duration recheckInterval,
        @DefaultValue("8h") Duration sessionIdle,
        @DefaultValue("7d") Duration sessionLifetime,
        @DefaultValue("1") long platformWorkspace) {

    private static final Duration LONGEST_CACHE = Duration.ofSeconds(10);
    private static final Duration LONGEST_RECHECK = Duration.ofMinutes(1);
    private static final Duration SHORTEST_SESSION = Duration.ofMinutes(1);

    public AccessProperties {
        requireRange("key-cache", keyCache, Duration.ZERO, LONGEST_CACHE);
        requireRange("recheck-interval", recheckInterval, Duration.ofMillis(100), LONGEST_RECHECK);
        requireRange("session-idle", sessionIdle, SHORTEST_SESSION, Duration.ofDays(365));
        requireRange("session-lifetime", sessionLifetime, SHORTEST_SESSION, Duration.ofDays(365));
        if (firstAdminKey != null && firstAdminKeyFile != null) {
            throw new IllegalArgumentException(
                    "waybill.access.first-admin-key and waybill.access.first-admin-key-file exclude each other");
        }
    }

    private static void requireRange(String key, Duration value, Duration min, Duration max) {
        if (value.compareTo(min) < 0 || value.compareTo(max) > 0) {
            throw new IllegalArgumentException(
                    "waybill.access.%s must be from %s to %s: %s".formatted(key, min, max, value));
        }
    }

    /** Whether the workspace is the platform's. */
    public boolean isPlatform(@Nullable Long workspaceId) {
        return workspaceId != null && workspaceId == platformWorkspace;
    }

    /** Without the key. */
    @Override
    public String toString() {
        return "AccessProperties[…]";
    }
}
