package dev.waybill.api.process;

import dev.waybill.api.http.EntityTag;
import dev.waybill.api.http.RequestKeyHeader;
import dev.waybill.api.problem.Reason;
import dev.waybill.api.problem.RequestRefused;
import dev.waybill.shared.process.Process;
import dev.waybill.shared.process.ProcessId;
import dev.waybill.shared.process.ProcessReader;
import dev.waybill.shared.queue.RequestKeys;
import dev.waybill.shared.tenancy.Scope;
import java.net.URI;
import java.time.Clock;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;

/** Answers that show one process. */
final class ProcessAnswers {

    private final ProcessReader reader;
    private final Clock clock;

    ProcessAnswers(ProcessReader reader, Clock clock) {
        this.reader = reader;
        this.clock = clock;
    }

    /**
     * The process as it is now.
     *
     * @throws RequestRefused {@code not_found}
     */
    Process find(Scope scope, ProcessId id) {
        return reader.find(scope, id)
                .orElseThrow(() -> new RequestRefused(Reason.NOT_FOUND, "There is no process " + id));
    }

    ResponseEntity<ProcessView> ok(Process process) {
        return body(ResponseEntity.ok(), process);
    }

    ResponseEntity<ProcessView> notModified(Process process) {
        return ResponseEntity.status(HttpStatus.NOT_MODIFIED)
                .eTag(EntityTag.of(process.version()))
                .cacheControl(CacheControl.noCache().cachePrivate())
                .build();
    }

    /** What an action that took effect at once answers. */
    ResponseEntity<ProcessView> changed(Scope scope, RequestKeys.Answer answer) {
        return body(replayed(ResponseEntity.ok(), answer), find(scope, answer.id()));
    }

    /** What is answered when a worker has to do the rest. */
    ResponseEntity<ProcessView> accepted(Scope scope, RequestKeys.Answer answer) {
        Process process = find(scope, answer.id());
        ResponseEntity.BodyBuilder accepted = ResponseEntity.accepted()
                .location(URI.create("/api/processes/" + process.id()))
                .header(HttpHeaders.RETRY_AFTER, "1");
        return body(replayed(accepted, answer), process);
    }

    private ResponseEntity<ProcessView> body(ResponseEntity.BodyBuilder answer, Process process) {
        return answer.eTag(EntityTag.of(process.version()))
                .cacheControl(CacheControl.noCache().cachePrivate())
                .body(ProcessView.of(process, clock.instant()));
    }

    private static ResponseEntity.BodyBuilder replayed(ResponseEntity.BodyBuilder body, RequestKeys.Answer answer) {
        return answer.replayed() ? body.header(RequestKeyHeader.REPLAYED, "true") : body;
    }
}
