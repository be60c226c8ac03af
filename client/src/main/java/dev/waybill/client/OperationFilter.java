package dev.waybill.client;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** Which operations to list. Unchangeable: each method answers a copy; conditions add up. */
public final class OperationFilter {

    private static final OperationFilter ALL = new OperationFilter(Map.of());

    private final Map<String, String> query;

    private OperationFilter(Map<String, String> query) {
        this.query = query;
    }

    /** All that the caller may see, without what only the system starts. */
    public static OperationFilter all() {
        return ALL;
    }

    /** Any of these: queued, running, waiting_review, succeeded, partial, failed, cancelled. */
    public OperationFilter status(String... buckets) {
        return with("status", String.join(",", buckets));
    }

    /** succeeded, partially_succeeded, failed or cancelled. */
    public OperationFilter outcome(String outcome) {
        return with("outcome", outcome);
    }

    /** For example {@code drift.generate}. */
    public OperationFilter type(String type) {
        return with("type", type);
    }

    public OperationFilter resource(String resource) {
        return with("resource", resource);
    }

    public OperationFilter action(String action) {
        return with("action", action);
    }

    public OperationFilter tenantId(long tenantId) {
        return with("tenant_id", Long.toString(tenantId));
    }

    public OperationFilter userId(long userId) {
        return with("user_id", Long.toString(userId));
    }

    /** Created at or after this instant. */
    public OperationFilter since(Instant since) {
        return with("since", since.toString());
    }

    /** What only the system starts too. */
    public OperationFilter internal() {
        return with("internal", "true");
    }

    /** How many are fetched at once, 1 to 200. */
    public OperationFilter pageSize(int pageSize) {
        return with("limit", Integer.toString(pageSize));
    }

    Map<String, String> query() {
        return query;
    }

    private OperationFilter with(String parameter, String value) {
        Map<String, String> more = new LinkedHashMap<>(query);
        more.put(parameter, value);
        return new OperationFilter(Collections.unmodifiableMap(more));
    }
}
