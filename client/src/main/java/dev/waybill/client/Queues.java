package dev.waybill.client;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How full the queues are, and what operators hold back. */
public final class Queues {

    private static final String ROUTE = "/api/queues";

    private final Calls calls;

    Queues(Calls calls) {
        this.calls = calls;
    }

    /**
     * A queue; counts go to 10,000.
     *
     * @param ready processes that could start now
     * @param waiting processes that wait for a time, for children or for a slot of their concurrency key
     * @param oldestWaitSeconds how long the oldest of the ready has waited; null when none is ready
     * @param workers workers that live and serve it
     * @param controls what holds it back
     */
    public record QueueView(
            String queue,
            long ready,
            long waiting,
            long running,
            @Nullable Long oldestWaitSeconds,
            long workers,
            List<Control> controls) {

        public QueueView {
            controls = Absent.empty(controls);
        }
    }

    /**
     * What is held back.
     *
     * @param scope everything, queue, type or workspace
     * @param name the queue, the type or the workspace's number; empty for everything
     * @param maxRunning null when there is no limit
     */
    public record Control(
            String scope,
            @Nullable String name,
            boolean paused,
            @Nullable Instant pausedAt,
            @Nullable Long pausedBy,
            @Nullable String reason,
            @Nullable Integer maxRunning) {}

    /** All queues. */
    public List<QueueView> list() {
        return calls.page(ROUTE, Map.of(), QueueView.class).listed();
    }

    /** All that is held back. */
    public List<Control> controls() {
        return calls.page(ROUTE + "/controls", Map.of(), Control.class).listed();
    }

    /**
     * Starts nothing more of a scope until {@link #release}; what runs goes on.
     *
     * @param name null for everything
     * @param reason for people; may be null
     * @return all that is held back now
     */
    public List<Control> pause(String scope, @Nullable String name, @Nullable String reason) {
        Map<String, Object> body = scoped(scope, name);
        body.put("paused", true);
        if (reason != null) {
            body.put("reason", reason);
        }
        return put(body);
    }

    /** Lets at most so many of a scope run at a time, which ends its pause. */
    public List<Control> limit(String scope, @Nullable String name, int maxRunning) {
        Map<String, Object> body = scoped(scope, name);
        body.put("max_running", maxRunning);
        return put(body);
    }

    /** Ends the pause and the limit of a scope. */
    public List<Control> release(String scope, @Nullable String name) {
        return put(scoped(scope, name));
    }

    private static Map<String, Object> scoped(String scope, @Nullable String name) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("scope", scope);
        if (name != null) {
            body.put("name", name);
        }
        return body;
    }

    private List<Control> put(Map<String, Object> body) {
        ApiRequest request = ApiRequest.put(ROUTE + "/controls").json(body).ifMatch((Long) null);
        return calls.readPage(request, Control.class).listed();
    }
}
