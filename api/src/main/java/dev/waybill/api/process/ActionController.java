package dev.waybill.api.process;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.waybill.api.http.IfMatch;
import dev.waybill.api.http.JsonBody;
import dev.waybill.api.http.Members;
import dev.waybill.api.http.Query;
import dev.waybill.api.http.RequestKeyHeader;
import dev.waybill.api.http.Route;
import dev.waybill.api.http.Route.Trait;
import dev.waybill.api.problem.FieldError;
import dev.waybill.api.problem.Reason;
import dev.waybill.api.problem.RequestRefused;
import dev.waybill.shared.job.JobJson;
import dev.waybill.shared.job.ReviewPolicy.Decision;
import dev.waybill.shared.process.ProcessId;
import dev.waybill.shared.queue.Caller;
import dev.waybill.shared.queue.ProcessQueue;
import dev.waybill.shared.queue.RequestKey;
import dev.waybill.shared.queue.RequestKeys;
import dev.waybill.shared.tenancy.Scope;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.List;
import java.util.function.Function;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What people do to a process. If-Match makes an action conditional, Idempotency-Key makes it safe to repeat. */
@RestController
@RequestMapping("/api/processes/{id}")
final class ActionController {

    private static final int LONGEST_NOTE = 2_000;

    private final JsonBody bodies;
    private final ProcessQueue queue;
    private final RequestKeys keys;
    private final ProcessAnswers answers;

    ActionController(JsonBody bodies, ProcessQueue queue, RequestKeys keys, ProcessAnswers answers) {
        this.bodies = bodies;
        this.queue = queue;
        this.keys = keys;
        this.answers = answers;
    }

    @Route(
            id = "retryProcess",
            summary = "Runs a failed process again, with all its attempts",
            answers = 202,
            traits = {Trait.BARE, Trait.IDEMPOTENT, Trait.TAGGED, Trait.ENQUEUES},
            refuses = {"illegal_transition", "409 already_active", "409 already_undone", "409 import_ended", "409 *"})
    @PostMapping("/retry")
    ResponseEntity<ProcessView> retry(
            @PathVariable("id") ProcessId id, Scope scope, Query query, IfMatch ifMatch, HttpServletRequest request)
            throws IOException {
        requireBare(query, request);
        return answers.accepted(scope, once(id, scope, ifMatch, request, bare(), caller -> {
            queue.retry(caller, id);
            return id;
        }));
    }

    @Route(
            id = "retryFailedItems",
            summary = "A new process over the items that failed",
            query = ProcessShapes.RetryItemsQuery.class,
            answers = 202,
            traits = {Trait.BARE, Trait.IDEMPOTENT, Trait.TAGGED, Trait.ENQUEUES, Trait.SUBMITS},
            refuses = {"409 not_finished", "409 no_failed_items", "409 not_itemised", "409 already_undone", "409 *"})
    @PostMapping("/retry-failed-items")
    ResponseEntity<ProcessView> retryFailedItems(
            @PathVariable("id") ProcessId id, Scope scope, Query query, IfMatch ifMatch, HttpServletRequest request)
            throws IOException {
        String errorCode = query.text("error_code");
        requireBare(query, request);
        return answers.accepted(
                scope, once(id, scope, ifMatch, request, bare().put("error_code", errorCode), caller -> {
                    answers.requireFailed(scope, id, errorCode);
                    return queue.retryFailedItems(caller, id, errorCode).id();
                }));
    }

    @Route(
            id = "undoProcess",
            summary = "A new process that takes back what this one did",
            answers = 202,
            traits = {Trait.BARE, Trait.IDEMPOTENT, Trait.TAGGED, Trait.ENQUEUES},
            refuses = {"409 not_finished", "409 not_undoable", "409 already_undone", "409 *"})
    @PostMapping("/undo")
    ResponseEntity<ProcessView> undo(
            @PathVariable("id") ProcessId id, Scope scope, Query query, IfMatch ifMatch, HttpServletRequest request)
            throws IOException {
        requireBare(query, request);
        return answers.accepted(
                scope,
                once(
                        id,
                        scope,
                        ifMatch,
                        request,
                        bare(),
                        caller -> queue.undo(caller, id).id()));
    }

    @Route(
            id = "cancelProcess",
            summary = "Cancels a process that has not ended",
            traits = {Trait.BARE, Trait.IDEMPOTENT, Trait.TAGGED},
            refuses = {"illegal_transition", "409 *"})
    @PostMapping("/cancel")
    ResponseEntity<ProcessView> cancel(
            @PathVariable("id") ProcessId id, Scope scope, Query query, IfMatch ifMatch, HttpServletRequest request)
            throws IOException {
        requireBare(query, request);
        return answers.changed(scope, once(id, scope, ifMatch, request, bare(), caller -> {
            queue.cancel(caller, id);
            return id;
        }));
    }

    @Route(
            id = "deleteProcess",
            summary = "The same as cancel",
            traits = {Trait.BARE, Trait.IDEMPOTENT, Trait.TAGGED},
            refuses = {"illegal_transition", "409 *"})
    @DeleteMapping
    ResponseEntity<ProcessView> delete(
            @PathVariable("id") ProcessId id, Scope scope, Query query, IfMatch ifMatch, HttpServletRequest request)
            throws IOException {
        return cancel(id, scope, query, ifMatch, request);
    }

    @Route(
            id = "decideProcess",
            summary = "Approves or rejects what waits for a review",
            body = ProcessShapes.DecisionShape.class,
            answers = {200, 202},
            traits = {Trait.IDEMPOTENT, Trait.TAGGED, Trait.ENQUEUES},
            refuses = {"illegal_transition", "409 *"})
    @PostMapping(path = "/decision", consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<ProcessView> decide(
            @PathVariable("id") ProcessId id, Scope scope, Query query, IfMatch ifMatch, HttpServletRequest request)
            throws IOException {
        query.done();
        ObjectNode body = bodies.object(request);
        Members members = new Members(body);
        String word = members.requiredText("decision", LONGEST_NOTE);
        String note = members.text("note", LONGEST_NOTE);
        members.done("The decision cannot be understood");
        Decision decision = decision(word);
        RequestKeys.Answer decided =
                once(id, scope, ifMatch, request, body, caller -> queue.decide(caller, id, decision, note));
        return decided.id().equals(id) ? answers.changed(scope, decided) : answers.accepted(scope, decided);
    }

    private void requireBare(Query query, HttpServletRequest request) throws IOException {
        query.done();
        bodies.requireEmpty(request);
    }

    private RequestKeys.Answer once(
            ProcessId id,
            Scope scope,
            IfMatch ifMatch,
            HttpServletRequest request,
            ObjectNode body,
            Function<Caller, ProcessId> action) {
        RequestKey key = RequestKeyHeader.of(request, body);
        return keys.once(scope, key, () -> action.apply(caller(id, scope, ifMatch)));
    }

    private Caller caller(ProcessId id, Scope scope, IfMatch ifMatch) {
        if (ifMatch.any()) {
            return Caller.of(scope);
        }
        return new Caller(scope, ifMatch.require(answers.find(scope, id).version(), "Process " + id));
    }

    private static ObjectNode bare() {
        return JobJson.MAPPER.createObjectNode();
    }

    private static Decision decision(String word) {
        return switch (word) {
            case "approve" -> Decision.APPROVE;
            case "reject" -> Decision.REJECT;
            default ->
                throw new RequestRefused(
                        Reason.INVALID_INPUT,
                        "The decision cannot be understood",
                        List.of(new FieldError("/decision", "must be approve or reject")));
        };
    }
}
