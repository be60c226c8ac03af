package dev.waybill.client;

import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Many processes at once. Submits and actions carry an Idempotency-Key, so that they are safe to repeat. */
public final class Bulk {

    private static final String ACTIONS = "/api/processes/bulk-actions";

    /** Thousands of lines take longer than a request usually may. */
    private static final Duration ALLOWANCE = Duration.ofMinutes(1);

    private final Calls calls;

    Bulk(Calls calls) {
        this.calls = calls;
    }

    /** What is done to every process that a filter matches. */
    public enum Action {
        CANCEL,
        RETRY,
        RETRY_FAILED_ITEMS
    }

    /** A submit among many. */
    public record Line(String type, @Nullable String subtype, Object input, SubmitOptions options) {

        /** Without subtype and options. */
        public static Line of(String type, Object input) {
            return new Line(type, null, input, SubmitOptions.none());
        }

        private Map<String, Object> body() {
            Map<String, Object> body = new LinkedHashMap<>(options.members());
            body.put("type", type);
            if (subtype != null) {
                body.put("subtype", subtype);
            }
            body.put("input", input);
            return body;
        }
    }

    /**
     * What became of the lines.
     *
     * @param accepted how many are enqueued, or were before
     */
    public record Result(int accepted, int refused, List<LineResult> lines) {
        public Result {
            lines = List.copyOf(lines);
        }
    }

    /**
     * What became of a line; the id, or the reason.
     *
     * @param line from 1
     * @param created false when an active process with the line's key is the answer
     */
    public record LineResult(
            int line,
            @Nullable Long id,
            @Nullable Boolean created,
            @Nullable String reasonCode,
            @Nullable String detail) {}

    /**
     * What an action would come to.
     *
     * @param upToId what it takes as its bound
     * @param counts processes by status
     */
    public record Preview(long upToId, long total, Map<String, Long> counts) {
        public Preview {
            counts = Map.copyOf(counts);
        }
    }

    /**
     * Enqueues all lines or none, in one transaction; at most 10,000 unless the server is set up otherwise.
     *
     * @throws WaybillException {@code bulk_refused} when a line is wrong
     */
    public Result submitAll(List<Line> lines) {
        return submit(lines, "all_or_nothing", SubmitOptions.none().requestKeyOrNew());
    }

    /** Enqueues the lines that may be, in one transaction. */
    public Result submitEach(List<Line> lines) {
        return submit(lines, "per_line", SubmitOptions.none().requestKeyOrNew());
    }

    /** Counts what an action on everything that the filter matches would touch. */
    public Preview preview(ProcessFilter filter) {
        ApiRequest request = ApiRequest.post(ACTIONS + "/preview").json(Map.of("filter", filter.members()));
        return calls.read(request, Preview.class);
    }

    /**
     * Starts an action on everything that the filter matches up to an id.
     *
     * @return its process, to be waited for; its items say what became of each
     */
    public ProcessView act(Action action, ProcessFilter filter, long upToId) {
        Map<String, Object> body = Map.of(
                "action", action.name().toLowerCase(Locale.ROOT), "filter", filter.members(), "up_to_id", upToId);
        ApiRequest request = ApiRequest.post(ACTIONS).json(body).idempotent();
        return calls.read(request, ProcessView.class);
    }

    private Result submit(List<Line> lines, String mode, String requestKey) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        for (Line line : lines) {
            body.writeBytes(Json.write(line.body()));
            body.write('\n');
        }
        ApiRequest request = ApiRequest.post(ApiRequest.query("/api/processes/bulk", Map.of("mode", mode)))
                .ndjson(body.toByteArray())
                .idempotent(requestKey)
                .allow(ALLOWANCE);
        return calls.read(request, Result.class);
    }
}
