package dev.waybill.shared.queue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.waybill.shared.job.InputCompletion;
import dev.waybill.shared.job.InputError;
import dev.waybill.shared.job.JobCatalog;
import dev.waybill.shared.job.JobType;
import dev.waybill.shared.job.Rejected;
import dev.waybill.shared.job.RunScoping;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Lets submissions in: of a type that is known, with an input that names nothing any more and fits its schema. */
final class Admission {

    private final JobCatalog catalog;
    private final Map<String, InputCompletion> completions;
    private final Map<String, RunScoping> scopings;

    Admission(JobCatalog catalog, Collection<InputCompletion> completions, Collection<RunScoping> scopings) {
        this.catalog = catalog;
        this.scopings = scopings.stream().collect(Collectors.toMap(RunScoping::label, Function.identity()));
        this.completions = completions.stream().collect(Collectors.toMap(InputCompletion::label, Function.identity()));
    }

    /** A submission as it is stored. */
    record Admitted(Submission submission, JobType<?> type) {}

    /** @throws Refusal {@code unknown_type}, {@code invalid_input}, or what the type's {@link InputCompletion} or {@link RunScoping} says */
    Admitted admit(Submission submission) {
        JobType<?> type = catalog.find(submission.type(), submission.subtype())
                .orElseThrow(() -> unknownType(submission.type(), submission.subtype()));
        Submission whole = complete(submission, type);
        List<InputError> errors = catalog.schema(type).check(whole.input());
        if (!errors.isEmpty()) {
            throw new Refusal(Refusal.Kind.INVALID, "invalid_input", "The input does not fit " + type.label(), errors);
        }
        return new Admitted(scope(whole, type), type);
    }

    private Submission complete(Submission submission, JobType<?> type) {
        InputCompletion completion = completions.get(type.label());
        Long workspace = submission.scope().workspaceId();
        if (completion == null || workspace == null || !(submission.input() instanceof ObjectNode input)) {
            return submission;
        }
        try {
            return submission.withInput(completion.complete(workspace, input.deepCopy()));
        } catch (Rejected refused) {
            throw new Refusal(Refusal.Kind.INVALID, refused.reasonCode(), refused.reason());
        }
    }

    private Submission scope(Submission submission, JobType<?> type) {
        RunScoping scoping = scopings.get(type.label());
        Long workspace = submission.scope().workspaceId();
        if (scoping == null || workspace == null || !(submission.input() instanceof ObjectNode input)) {
            return submission;
        }
        try {
            return submission.scoped(scoping.scope(workspace, submission.tenantId(), input.deepCopy()));
        } catch (Rejected refused) {
            throw new Refusal(Refusal.Kind.INVALID, refused.reasonCode(), refused.reason());
        }
    }

    private static Refusal unknownType(String type, @Nullable String subtype) {
        String label = subtype == null ? type : type + "/" + subtype;
        return new Refusal(Refusal.Kind.INVALID, "unknown_type", "There is no job type " + label);
    }
}
