package dev.waybill.api.queues;

import dev.waybill.api.http.JsonBody;
import dev.waybill.api.http.Query;
import dev.waybill.api.http.Route;
import dev.waybill.shared.queue.Control;
import dev.waybill.shared.queue.QueueControls;
import dev.waybill.shared.queue.QueueOverview;
import dev.waybill.shared.tenancy.Scope;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** How full the queues are, and what operators pause and limit. */
@RestController
@RequestMapping("/api/queues")
final class QueueController {

    private final JsonBody bodies;
    private final QueueOverview overview;
    private final QueueControls controls;
    private final Clock clock;

    QueueController(JsonBody bodies, QueueOverview overview, QueueControls controls, Clock clock) {
        this.bodies = bodies;
        this.overview = overview;
        this.controls = controls;
        this.clock = clock;
    }

    @Route(id = "listQueues", summary = "Depth, running, oldest wait, workers, and what holds each queue")
    @GetMapping
    QueueList list(Scope scope, Query query) {
        query.done();
        List<Control> all = controls.list();
        return new QueueList(
                overview.of(scope).stream()
                        .map(queue -> QueueView.of(
                                queue.depth(),
                                queue.workers(),
                                all.stream()
                                        .filter(control ->
                                                holds(control, queue.depth().queue()))
                                        .map(ControlView::of)
                                        .toList()))
                        .toList(),
                clock.instant());
    }

    @Route(id = "listControls", summary = "All that operators hold back")
    @GetMapping("/controls")
    ControlList controls(Query query) {
        query.done();
        return all();
    }

    /** Says what holds from now on for one scope; with neither pause nor limit nothing does. Answers all that holds. */
    @Route(
            id = "putControl",
            summary = "Pauses or limits a queue, a type, a workspace, or everything",
            body = QueueShapes.ControlShape.class)
    @PutMapping(path = "/controls", consumes = MediaType.APPLICATION_JSON_VALUE)
    ControlList control(Scope scope, Query query, HttpServletRequest request) throws IOException {
        query.done();
        ControlBody body = ControlBody.read(bodies.object(request));
        controls.put(scope, body.scope(), body.name(), body.paused(), body.reason(), body.maxRunning());
        return all();
    }

    private ControlList all() {
        return new ControlList(controls.list().stream().map(ControlView::of).toList(), clock.instant());
    }

    private static boolean holds(Control control, String queue) {
        return control.scope() == Control.Scope.EVERYTHING
                || (control.scope() == Control.Scope.QUEUE && control.name().equals(queue));
    }
}
