package dev.waybill.client;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What may be said about a submit beside type and input. Unchangeable: each method answers a copy. */
public final class SubmitOptions {

    private static final SubmitOptions NONE = new SubmitOptions(Map.of(), null);

    private final Map<String, Object> members;
    private final @Nullable String requestKey;

    private SubmitOptions(Map<String, Object> members, @Nullable String requestKey) {
        this.members = members;
        this.requestKey = requestKey;
    }

    /** Says nothing: the server's defaults. */
    public static SubmitOptions none() {
        return NONE;
    }

    /**
     * The Idempotency-Key header: the same key with the same body answers the process that the first request made, for
     * 24 hours; with another body it is refused. Unsaid, each call makes its own, so that the client's own repetitions
     * after a lost connection are safe.
     */
    public SubmitOptions requestKey(String key) {
        return new SubmitOptions(members, key);
    }

    /** An active process of this workspace and tenant with the same key is answered instead of a second one. */
    public SubmitOptions activeRunKey(String key) {
        return with("idempotency_key", key);
    }

    /** A name for people. */
    public SubmitOptions name(String name) {
        return with("name", name);
    }

    public SubmitOptions tenantId(long tenantId) {
        return with("tenant_id", tenantId);
    }

    /** Higher is more urgent; 0 unless said. */
    public SubmitOptions priority(int priority) {
        return with("priority", priority);
    }

    /** Not before this instant. */
    public SubmitOptions runAt(Instant runAt) {
        return with("run_at", runAt);
    }

    /** Attempts that may fail before the process does, from 1. */
    public SubmitOptions maxAttempts(int maxAttempts) {
        return with("max_attempts", maxAttempts);
    }

    /** At most so many processes of the workspace with this key run at a time. */
    public SubmitOptions concurrency(String key, int limit) {
        return with("concurrency_key", key).with("concurrency_limit", limit);
    }

    /** An attempt that runs longer is stopped; whole seconds, up to 7 days. */
    public SubmitOptions timeout(Duration timeout) {
        return with("timeout_seconds", timeout.toSeconds());
    }

    /** Any JSON object that Jackson can write. */
    public SubmitOptions context(Object context) {
        return with("context", context);
    }

    /** Any JSON object that Jackson can write. */
    public SubmitOptions metadata(Object metadata) {
        return with("metadata", metadata);
    }

    /** What it belongs to, for example a batch. */
    public SubmitOptions related(String type, long id) {
        return with("related_type", type).with("related_id", id);
    }

    /** What is worked on and what is done to it, for the operators' list. */
    public SubmitOptions operation(String resource, String action) {
        return with("resource", resource).with("action", action);
    }

    /** The ids that it is about. */
    public SubmitOptions itemIds(List<?> ids) {
        return with("item_ids", List.copyOf(ids));
    }

    Map<String, Object> members() {
        return members;
    }

    String requestKeyOrNew() {
        return requestKey == null ? UUID.randomUUID().toString() : requestKey;
    }

    private SubmitOptions with(String member, Object value) {
        Map<String, Object> more = new LinkedHashMap<>(members);
        more.put(member, value);
        return new SubmitOptions(Collections.unmodifiableMap(more), requestKey);
    }
}
