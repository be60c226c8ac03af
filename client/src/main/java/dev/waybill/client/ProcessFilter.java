package dev.waybill.client;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Which processes to list. Unchangeable: each method answers a copy; conditions add up. */
public final class ProcessFilter {

    private static final ProcessFilter ALL = new ProcessFilter(Map.of());

    private final Map<String, String> query;

    private ProcessFilter(Map<String, String> query) {
        this.query = query;
    }

    /** All that the caller may see. */
    public static ProcessFilter all() {
        return ALL;
    }

    /** Any of these: pending, running, waiting_review, completed, failed, cancelled. */
    public ProcessFilter status(String... statuses) {
        return with("status", String.join(",", statuses));
    }

    /** Any of these: queued, running, waiting_review, succeeded, partial, failed, cancelled. */
    public ProcessFilter operatorStatus(String... statuses) {
        return with("operator_status", String.join(",", statuses));
    }

    public ProcessFilter type(String type) {
        return with("type", type);
    }

    public ProcessFilter subtype(String subtype) {
        return with("subtype", subtype);
    }

    public ProcessFilter tenantId(long tenantId) {
        return with("tenant_id", Long.toString(tenantId));
    }

    public ProcessFilter userId(long userId) {
        return with("user_id", Long.toString(userId));
    }

    /** What they belong to. */
    public ProcessFilter related(String type, long id) {
        return with("related_type", type).with("related_id", Long.toString(id));
    }

    /** Created at or after this instant. */
    public ProcessFilter since(Instant since) {
        return with("since", since.toString());
    }

    /** Words that their name or step contains. */
    public ProcessFilter text(String text) {
        return with("text", text);
    }

    /** How many are fetched at once, 1 to 200; the server's default is 50. */
    public ProcessFilter pageSize(int pageSize) {
        return with("limit", Integer.toString(pageSize));
    }

    Map<String, String> query() {
        return query;
    }

    /** As members of a body: what is a list in commas there is an array here, what is a number a number. */
    Map<String, Object> members() {
        Map<String, Object> members = new LinkedHashMap<>();
        query.forEach((name, value) -> {
            switch (name) {
                case "status", "operator_status" -> members.put(name, List.of(value.split(",")));
                case "tenant_id", "user_id", "related_id" -> members.put(name, Long.valueOf(value));
                case "limit" -> {}
                default -> members.put(name, value);
            }
        });
        return members;
    }

    private ProcessFilter with(String parameter, String value) {
        Map<String, String> more = new LinkedHashMap<>(query);
        more.put(parameter, value);
        return new ProcessFilter(Collections.unmodifiableMap(more));
    }
}
