package dev.waybill.api.process;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.waybill.api.http.StorableJson;
import dev.waybill.api.problem.FieldError;
import dev.waybill.api.problem.LedgerProblems;
import dev.waybill.api.problem.Reason;
import dev.waybill.api.problem.RequestRefused;
import dev.waybill.shared.job.InputError;
import dev.waybill.shared.job.JobCatalog;
import dev.waybill.shared.job.JobJson;
import dev.waybill.shared.job.JobType;
import dev.waybill.shared.queue.ProcessQueue;
import dev.waybill.shared.queue.Refusal;
import dev.waybill.shared.queue.RequestKey;
import dev.waybill.shared.queue.RequestKeys;
import dev.waybill.shared.queue.Submission;
import dev.waybill.shared.queue.Submitted;
import dev.waybill.shared.tenancy.Scope;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;

/** Takes in what callers want to have run, whichever route it came by. */
public final class Intake {

    private final JobCatalog catalog;
    private final ProcessQueue queue;
    private final RequestKeys keys;
    private final ProcessAnswers answers;
    private final Clock clock;
    private final Map<String, Opening> openings;

    Intake(
            JobCatalog catalog,
            ProcessQueue queue,
            RequestKeys keys,
            ProcessAnswers answers,
            Clock clock,
            Collection<Opening> openings) {
        this.catalog = catalog;
        this.queue = queue;
        this.keys = keys;
        this.answers = answers;
        this.clock = clock;
        this.openings = openings.stream().collect(Collectors.toMap(Opening::label, Function.identity()));
    }

    /**
     * Enqueues what the body asks for.
     *
     * @param body what {@code POST /api/processes} takes
     * @param key null when the request may be done twice
     * @return 202 with the process: the new one, that of the request which came before with this key, or the active one
     *     with the same {@code idempotency_key}
     * @throws RequestRefused {@code unknown_type}, or {@code invalid_input} with pointers into the body
     * @throws Refusal {@code idempotency_key_reused}
     */
    public ResponseEntity<ProcessView> accept(Scope scope, ObjectNode body, @Nullable RequestKey key) {
        return answer(scope, submit(scope, body, key));
    }

    /** The answer to a submission. */
    public ResponseEntity<ProcessView> answer(Scope scope, RequestKeys.Answer submitted) {
        return answers.accepted(scope, submitted);
    }

    /** As {@link #accept}, for who has something to do before the answer. */
    public RequestKeys.Answer submit(Scope scope, ObjectNode body, @Nullable RequestKey key) {
        Opening opening = catalog.find(body.path("type").asText(), null)
                .map(type -> openings.get(type.label()))
                .orElse(null);
        if (opening != null) {
            return keys.once(scope, key, opening.read(scope, body));
        }
        Submission submission = read(scope, body);
        return keys.once(scope, key, () -> enqueue(submission).id());
    }

    /**
     * What a body asks for, for who enqueues many at once.
     *
     * @throws RequestRefused {@code not_in_bulk} too, for types that need rows of their own beside the process
     */
    public Submission readLine(Scope scope, ObjectNode body) {
        String type = body.path("type").asText();
        if (catalog.find(type, null).map(found -> openings.get(found.label())).isPresent()) {
            String detail = type + " can only be submitted alone";
            throw new RequestRefused(Reason.NOT_IN_BULK, detail, List.of(new FieldError("/type", detail)));
        }
        return read(scope, body);
    }

    private Submission read(Scope scope, ObjectNode body) {
        Submission submission = SubmissionBody.read(body, scope, clock.instant());
        JobType<?> type = catalog.find(submission.type(), submission.subtype())
                .filter(found -> found.visibility() == JobType.Visibility.SUBMITTABLE)
                .orElseThrow(() -> unknownType(submission));
        requireReadable(type, submission);
        return submission;
    }

    private Submitted enqueue(Submission submission) {
        try {
            return queue.submit(submission);
        } catch (Refusal refused) {
            throw refused(refused);
        }
    }

    /** What the queue refuses, with pointers into the body that asked for it. */
    public static RequestRefused refused(Refusal refused) {
        return switch (refused.reasonCode()) {
            case "invalid_input" -> invalid(refused.reason(), refused.errors());
            case "unknown_tenant" ->
                new RequestRefused(
                        Reason.INVALID_INPUT,
                        refused.reason(),
                        List.of(new FieldError("/tenant_id", refused.reason())));
            default -> new RequestRefused(LedgerProblems.of(refused));
        };
    }

    /** Finds at once what the worker would find first: records may refuse more than their schema can say. */
    private void requireReadable(JobType<?> type, Submission submission) {
        try {
            JobJson.MAPPER.treeToValue(submission.input(), type.input());
        } catch (JsonProcessingException | IllegalArgumentException refused) {
            List<InputError> errors = catalog.schema(type).check(submission.input());
            String detail = "The input does not fit " + type.label();
            throw invalid(detail, errors.isEmpty() ? List.of(error(refused)) : errors);
        }
    }

    private static InputError error(Exception refused) {
        String pointer = refused instanceof JsonMappingException mapping
                ? mapping.getPath().stream().map(Intake::step).collect(Collectors.joining())
                : "";
        // what a record's own check says is meant for people; what Jackson says is not
        String detail = refused.getCause() instanceof IllegalArgumentException own ? own.getMessage() : null;
        return new InputError(pointer, Objects.requireNonNullElse(detail, "cannot be read"));
    }

    private static String step(JsonMappingException.Reference reference) {
        String name = reference.getFieldName();
        return "/" + (name == null ? Integer.toString(reference.getIndex()) : StorableJson.escape(name));
    }

    private static RequestRefused invalid(String detail, List<InputError> errors) {
        return new RequestRefused(
                Reason.INVALID_INPUT,
                detail,
                errors.stream()
                        .map(error -> new FieldError("/input" + error.pointer(), error.detail()))
                        .toList());
    }

    private static RequestRefused unknownType(Submission submission) {
        String label = submission.type() + (submission.subtype() == null ? "" : "/" + submission.subtype());
        String detail = "There is no job type " + label + "; GET /api/job-types lists them";
        String place = submission.subtype() == null ? "/type" : "/subtype";
        return new RequestRefused(Reason.UNKNOWN_TYPE, detail, List.of(new FieldError(place, "is not known")));
    }
}
