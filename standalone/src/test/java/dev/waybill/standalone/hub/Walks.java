package dev.waybill.standalone.hub;

import dev.waybill.client.ProcessView;
import dev.waybill.client.SubmitOptions;
import dev.waybill.client.WaybillClient;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Submits {@link Walk}s in a workspace, and waits for them outside of the browser. */
record Walks(WaybillClient client) implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    static Walks in(Workspace workspace) {
        return new Walks(workspace.client());
    }

    /** Takes its steps when {@link Walk#let} lets it. */
    ProcessView paced(String name, int steps, String end) {
        return submit(name, steps, name, end);
    }

    /** Takes its steps at once, and has ended. */
    ProcessView ended(String name, String end) {
        return client.waitFor(submit(name, 2, "", end).id(), PATIENCE);
    }

    /** The same of many, which are submitted before the first is waited for. */
    List<ProcessView> ended(int number, String name, String end) {
        List<ProcessView> submitted = IntStream.rangeClosed(1, number)
                .mapToObj(one -> submit(name + " " + one, 1, "", end))
                .toList();
        return submitted.stream().map(one -> client.waitFor(one.id(), PATIENCE)).toList();
    }

    ProcessView end(long id) {
        return client.waitFor(id, PATIENCE);
    }

    private ProcessView submit(String name, int steps, String pace, String end) {
        return client.submit(
                "walk",
                null,
                Map.of("steps", steps, "pace", pace, "end", end),
                SubmitOptions.none().name(name));
    }

    @Override
    public void close() {
        client.close();
    }
}
