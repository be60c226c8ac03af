package dev.waybill.api.process;

import dev.waybill.api.http.EntityTag;
import dev.waybill.api.http.RequestKeyHeader;
import dev.waybill.api.problem.Reason;
import dev.waybill.api.problem.RequestRefused;
import dev.waybill.shared.process.Process;
import dev.waybill.shared.process.ProcessId;
import dev.waybill.shared.process.ProcessReader;
import dev.waybill.shared.queue.Outlook;
import dev.waybill.shared.queue.Refusal;
import dev.waybill.shared.queue.RequestKeys;
import dev.waybill.shared.tenancy.Scope;
import java.net.URI;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;

/** Answers that show one process. */
final class ProcessAnswers {

    private static final int NO_OUTLOOK = Objects.hash(null, null);

    private final ProcessReader reader;
    private final Outlook outlook;
    private final ProcessViews views;

    ProcessAnswers(ProcessReader reader, Outlook outlook, ProcessViews views) {
        this.reader = reader;
        this.outlook = outlook;
        this.views = views;
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

    /**
     * Nothing, unless no item of the process failed for this.
     *
     * @param errorCode null asks for nothing: the queue looks itself whether any item failed
     * @throws Refusal {@code no_failed_items}
     */
    void requireFailed(Scope scope, ProcessId id, @Nullable String errorCode) {
        if (errorCode != null
                && reader.failedItemIndexes(scope, id, errorCode, -1, 1).isEmpty()
                && reader.find(scope, id).isPresent()) {
            throw new Refusal(
                    Refusal.Kind.CONFLICT, "no_failed_items", "No item of process " + id + " failed for " + errorCode);
        }
    }

    /**
     * The process, or 304 for who has just that.
     *
     * @param version what the client says it has, beside its If-None-Match
     */
    ResponseEntity<ProcessView> unlessKnown(Process process, @Nullable String ifNoneMatch, @Nullable Long version) {
        ProcessView view = view(process);
        String tag = tag(view);
        if (EntityTag.matches(ifNoneMatch, tag) || (version != null && version == process.version())) {
            return ResponseEntity.status(HttpStatus.NOT_MODIFIED)
                    .eTag(tag)
                    .cacheControl(CacheControl.noCache().cachePrivate())
                    .build();
        }
        return body(ResponseEntity.ok(), view);
    }

    /** What an action that took effect at once answers. */
    ResponseEntity<ProcessView> changed(Scope scope, RequestKeys.Answer answer) {
        return body(replayed(ResponseEntity.ok(), answer), view(find(scope, answer.id())));
    }

    /** What is answered when a worker has to do the rest. */
    ResponseEntity<ProcessView> accepted(Scope scope, RequestKeys.Answer answer) {
        Process process = find(scope, answer.id());
        ResponseEntity.BodyBuilder accepted = ResponseEntity.accepted()
                .location(URI.create("/api/processes/" + process.id()))
                .header(HttpHeaders.RETRY_AFTER, "1");
        return body(replayed(accepted, answer), view(process));
    }

    private ProcessView view(Process process) {
        return views.view(process, outlook);
    }

    private static ResponseEntity<ProcessView> body(ResponseEntity.BodyBuilder answer, ProcessView view) {
        return answer.eTag(tag(view))
                .cacheControl(CacheControl.noCache().cachePrivate())
                .body(view);
    }

    private static String tag(ProcessView view) {
        return EntityTag.of(view.version(), Objects.hash(view.waiting(), view.eta()) - NO_OUTLOOK);
    }

    private static ResponseEntity.BodyBuilder replayed(ResponseEntity.BodyBuilder body, RequestKeys.Answer answer) {
        return answer.replayed() ? body.header(RequestKeyHeader.REPLAYED, "true") : body;
    }
}
