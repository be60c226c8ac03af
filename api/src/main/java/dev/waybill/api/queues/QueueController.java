package dev.waybill.api.queues;

import dev.waybill.api.access.AccessProperties;
import dev.waybill.api.http.IfMatch;
import dev.waybill.api.http.JsonBody;
import dev.waybill.api.http.Query;
import dev.waybill.api.http.Route;
import dev.waybill.api.http.Route.Trait;
import dev.waybill.api.problem.Reason;
import dev.waybill.api.problem.RequestRefused;
import dev.waybill.shared.queue.Control;
import dev.waybill.shared.queue.QueueControls;
import dev.waybill.shared.queue.QueueOverview;
import dev.waybill.shared.tenancy.Role;
import dev.waybill.shared.tenancy.Scope;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
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
    private final AccessProperties access;
    private final Clock clock;

    QueueController(
            JsonBody bodies, QueueOverview overview, QueueControls controls, AccessProperties access, Clock clock) {
        this.bodies = bodies;
        this.overview = overview;
        this.controls = controls;
        this.access = access;
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

    @Route(id = "getThroughput", summary = "How many processes ended in each queue, in the last quarter of an hour")
    @GetMapping("/throughput")
    ThroughputView throughput(Scope scope, Query query) {
        query.done();
        return ThroughputView.of(overview.ended(scope), clock.instant());
    }

    @Route(id = "listControls", summary = "All that operators hold back", traits = Trait.TAGGED)
    @GetMapping("/controls")
    ResponseEntity<ControlList> controls(Scope scope, Query query) {
        query.done();
        return visible(scope);
    }

    /** Says what holds from now on for one scope; with neither pause nor limit nothing does. Answers all that holds. */
    @Route(
            id = "putControl",
            summary = "Pauses or limits a queue, a type, a workspace, or everything",
            body = QueueShapes.ControlShape.class,
            traits = Trait.TAGGED)
    @PutMapping(path = "/controls", consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<ControlList> control(Scope scope, Query query, IfMatch ifMatch, HttpServletRequest request)
            throws IOException {
        query.done();
        ControlBody body = ControlBody.read(bodies.object(request));
        requireTheirs(scope, body);
        controls.put(
                scope,
                body.scope(),
                body.name(),
                body.paused(),
                body.reason(),
                body.maxRunning(),
                before -> ifMatch.requireTag(tag(visible(scope, before)), "What is held back"));
        return visible(scope);
    }

    /** What holds for a workspace is its own; what holds for all, the platform's. */
    private void requireTheirs(Scope scope, ControlBody body) {
        if (access.isPlatform(scope.workspaceId())) {
            return;
        }
        if (!isSettable(scope, body.scope())) {
            throw new RequestRefused(
                    Reason.FORBIDDEN, "Queues and types are shared: admins of the platform's workspace control them");
        }
        if (!isOf(scope, body.name())) {
            throw new RequestRefused(Reason.NOT_FOUND, "There is no workspace " + body.name());
        }
    }

    private boolean isSettable(Scope scope, Control.Scope what) {
        return scope.role().includes(Role.ADMIN)
                && (what == Control.Scope.WORKSPACE || access.isPlatform(scope.workspaceId()));
    }

    private ResponseEntity<ControlList> visible(Scope scope) {
        List<Control> visible = visible(scope, controls.list());
        return ResponseEntity.ok()
                .eTag(tag(visible))
                .cacheControl(CacheControl.noCache().cachePrivate())
                .body(new ControlList(
                        visible.stream().map(ControlView::of).toList(),
                        Arrays.stream(Control.Scope.values())
                                .filter(one -> isSettable(scope, one))
                                .map(Control.Scope::word)
                                .toList(),
                        clock.instant()));
    }

    private List<Control> visible(Scope scope, List<Control> all) {
        boolean platform = access.isPlatform(scope.workspaceId());
        return all.stream()
                .filter(one -> platform || one.scope() != Control.Scope.WORKSPACE || isOf(scope, one.name()))
                .toList();
    }

    private static String tag(List<Control> visible) {
        byte[] shown = visible.toString().getBytes(StandardCharsets.UTF_8);
        return "\"" + UUID.nameUUIDFromBytes(shown) + "\"";
    }

    private static boolean isOf(Scope scope, String workspace) {
        return workspace.equals(String.valueOf(scope.workspaceId()));
    }

    private static boolean holds(Control control, String queue) {
        return control.scope() == Control.Scope.EVERYTHING
                || (control.scope() == Control.Scope.QUEUE && control.name().equals(queue));
    }
}
