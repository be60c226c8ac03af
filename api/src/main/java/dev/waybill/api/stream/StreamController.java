package dev.waybill.api.stream;

import dev.waybill.api.http.Query;
import dev.waybill.api.http.Route;
import dev.waybill.api.http.Route.Trait;
import dev.waybill.api.problem.Reason;
import dev.waybill.api.problem.RequestRefused;
import dev.waybill.api.process.EventView;
import dev.waybill.api.process.ProcessView;
import dev.waybill.api.process.ProcessViews;
import dev.waybill.shared.process.Process;
import dev.waybill.shared.process.ProcessId;
import dev.waybill.shared.process.ProcessReader;
import dev.waybill.shared.tenancy.Scope;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.ResponseBodyEmitter;

/** Streams of one process and of the workspace. */
@RestController
final class StreamController {

    private final ProcessReader reader;
    private final ProcessFeed feed;
    private final OpenStreams streams;
    private final ProcessViews views;
    private final StreamProperties properties;

    StreamController(
            ProcessReader reader,
            ProcessFeed feed,
            OpenStreams streams,
            ProcessViews views,
            StreamProperties properties) {
        this.reader = reader;
        this.feed = feed;
        this.streams = streams;
        this.views = views;
        this.properties = properties;
    }

    /** 204 tells a browser's EventSource to stop reconnecting. */
    @Route(
            id = "streamProcess",
            summary = "A process as it changes",
            query = StreamShapes.ProcessQuery.class,
            answers = {200, 204},
            media = "text/event-stream",
            traits = Trait.RESUMABLE,
            events = {
                @Route.Event(name = "", data = EventView.class, when = "An entry of the log; its id is its seq."),
                @Route.Event(
                        name = "progress",
                        data = ProcessView.class,
                        when =
                                "The header, at the beginning, behind the entries that have come, and when it changed without one."),
                @Route.Event(
                        name = "end",
                        data = ProcessView.class,
                        when = "The header, after the last entry; then the stream closes.")
            })
    @GetMapping(path = "/api/processes/{id}/stream", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    ResponseEntity<ResponseBodyEmitter> process(
            @PathVariable("id") ProcessId id, Scope scope, Query query, HttpServletRequest request) {
        Long asked = query.whole("after", 0, Long.MAX_VALUE);
        query.done();
        long after = Objects.requireNonNullElse(lastEventId(request), asked == null ? 0L : asked);
        Process process = reader.find(scope, id)
                .orElseThrow(() -> new RequestRefused(Reason.NOT_FOUND, "There is no process " + id));
        if (process.status().terminal() && process.eventSeq() <= after) {
            return ResponseEntity.noContent().build();
        }
        return streams.open(new ProcessStream(reader, feed, views, properties, scope, process, after), request);
    }

    @Route(
            id = "streamProcesses",
            summary = "The processes of the workspace as they change",
            query = StreamShapes.WorkspaceQuery.class,
            media = "text/event-stream",
            events = {
                @Route.Event(
                        name = "process",
                        data = ProcessView.class,
                        when = "The header of a process that changed; at first those that changed in the last 30 s.")
            })
    @GetMapping(path = "/api/processes/stream", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    ResponseEntity<ResponseBodyEmitter> workspace(Scope scope, Query query, HttpServletRequest request) {
        Predicate<Process> wanted = wanted(query);
        return streams.open(new WorkspaceStream(reader, feed, views, properties, scope, wanted), request);
    }

    /** Only what never changes of a process can be asked for: a client must see it leave a status. */
    private static Predicate<Process> wanted(Query query) {
        String type = query.text("type");
        String subtype = query.text("subtype");
        Long tenant = query.whole("tenant_id", 1, Long.MAX_VALUE);
        Long user = query.whole("user_id", 1, Long.MAX_VALUE);
        String relatedType = query.text("related_type");
        Long relatedId = query.whole("related_id", 1, Long.MAX_VALUE);
        query.done();
        return process -> fits(type, process.kind().type())
                && fits(subtype, process.kind().subtype())
                && fits(tenant, process.owner().tenantId())
                && fits(user, process.owner().userId())
                && fits(relatedType, process.kind().relatedType())
                && fits(relatedId, process.kind().relatedId());
    }

    private static boolean fits(@Nullable Object wanted, @Nullable Object actual) {
        return wanted == null || wanted.equals(actual);
    }

    /** What is none of our ids came from elsewhere, a browser sends it unasked: it is left out. */
    private static @Nullable Long lastEventId(HttpServletRequest request) {
        String id = request.getHeader("Last-Event-ID");
        return id != null && id.matches("[0-9]{1,18}") ? Long.valueOf(id) : null;
    }
}
