package dev.waybill.api.bulk;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.waybill.api.http.JsonBody;
import dev.waybill.api.http.Members;
import dev.waybill.api.http.Query;
import dev.waybill.api.http.RequestKeyHeader;
import dev.waybill.api.http.Route;
import dev.waybill.api.http.Route.Trait;
import dev.waybill.api.problem.FieldError;
import dev.waybill.api.problem.Reason;
import dev.waybill.api.problem.RequestRefused;
import dev.waybill.api.process.Intake;
import dev.waybill.api.process.ProcessView;
import dev.waybill.shared.bulk.BulkAction;
import dev.waybill.shared.bulk.BulkActionInput;
import dev.waybill.shared.bulk.BulkFilter;
import dev.waybill.shared.bulk.BulkTypes;
import dev.waybill.shared.job.JobCatalog;
import dev.waybill.shared.job.JobType;
import dev.waybill.shared.process.ProcessSelection;
import dev.waybill.shared.queue.ProcessQueue;
import dev.waybill.shared.queue.RequestKeys;
import dev.waybill.shared.queue.Submission;
import dev.waybill.shared.tenancy.Scope;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Does one action to everything that a filter matches, as a process of its own. */
@RestController
@RequestMapping(path = "/api/processes/bulk-actions", consumes = MediaType.APPLICATION_JSON_VALUE)
final class BulkActionController {

    private static final int WORD = 63;

    private final JsonBody bodies;
    private final ProcessSelection selection;
    private final ProcessQueue queue;
    private final RequestKeys keys;
    private final Intake intake;
    private final Set<String> internal;
    private final Clock clock;

    BulkActionController(
            JsonBody bodies,
            ProcessSelection selection,
            ProcessQueue queue,
            RequestKeys keys,
            Intake intake,
            JobCatalog catalog,
            Clock clock) {
        this.bodies = bodies;
        this.selection = selection;
        this.queue = queue;
        this.keys = keys;
        this.intake = intake;
        this.internal = catalog.types().stream()
                .filter(type -> type.visibility() == JobType.Visibility.INTERNAL)
                .map(JobType::label)
                .collect(Collectors.toUnmodifiableSet());
        this.clock = clock;
    }

    @Route(id = "previewBulkAction", summary = "What an action would come to", body = BulkShapes.PreviewShape.class)
    @PostMapping("/preview")
    PreviewView preview(Scope scope, Query query, HttpServletRequest request) throws IOException {
        query.done();
        Members members = new Members(bodies.object(request));
        ObjectNode filter = members.object("filter");
        members.done("The request does not fit");
        BulkFilter read = FilterBody.read(filter, internal);
        long upTo = selection.newest(scope);
        return PreviewView.of(upTo, selection.countByStatus(scope, read.filter(), upTo), clock.instant());
    }

    @Route(
            id = "startBulkAction",
            summary = "Does one action to everything that a filter matches",
            body = BulkShapes.BulkActionShape.class,
            answers = 202,
            traits = {Trait.IDEMPOTENT, Trait.ENQUEUES, Trait.TAGGED})
    @PostMapping
    ResponseEntity<ProcessView> start(Scope scope, Query query, HttpServletRequest request) throws IOException {
        query.done();
        ObjectNode body = bodies.object(request);
        Members members = new Members(body);
        String word = members.requiredText("action", WORD);
        ObjectNode filter = members.object("filter");
        Long upTo = members.whole("up_to_id", 1, Long.MAX_VALUE);
        members.done("The bulk action cannot be understood");
        BulkActionInput input = new BulkActionInput(
                action(word), FilterBody.read(filter, internal).within(scope), required(upTo));
        Submission submission = Submission.of(scope, BulkTypes.ACTION, input)
                .named("%s up to %d".formatted(word.replace('_', ' '), input.upToId()));
        return intake.answer(
                scope,
                keys.once(
                        scope,
                        RequestKeyHeader.of(request, body),
                        () -> queue.submit(submission).id()));
    }

    private static BulkAction action(String word) {
        return BulkAction.of(word)
                .orElseThrow(() -> wrong("/action", "must be of " + String.join(", ", BulkAction.words())));
    }

    private static long required(@Nullable Long upTo) {
        if (upTo == null) {
            throw wrong("/up_to_id", "is required: the preview says it");
        }
        return upTo;
    }

    private static RequestRefused wrong(String pointer, String detail) {
        return new RequestRefused(
                Reason.INVALID_INPUT, "The bulk action cannot be understood", List.of(new FieldError(pointer, detail)));
    }
}
