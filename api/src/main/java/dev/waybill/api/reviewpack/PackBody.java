package dev.waybill.api.reviewpack;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.waybill.api.http.Members;
import dev.waybill.api.problem.FieldError;
import dev.waybill.api.problem.Reason;
import dev.waybill.api.problem.RequestRefused;
import dev.waybill.shared.job.InputError;
import dev.waybill.shared.job.JobCatalog;
import dev.waybill.shared.job.JobJson;
import dev.waybill.shared.reviewpack.ReviewPackOptions;
import dev.waybill.shared.reviewpack.ReviewPackTypes;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The body of a wish for a pack. */
final class PackBody {

    private static final int LONGEST_NAME = 200;
    private static final String DETAIL = "The request does not fit";

    private final JobCatalog catalog;

    PackBody(JobCatalog catalog) {
        this.catalog = catalog;
    }

    /** What is wished for. */
    record Wish(
            long tenantId,
            ReviewPackOptions options,
            @Nullable String name) {}

    /**
     * Reads it.
     *
     * @param options name of the member that holds the options
     * @throws RequestRefused {@code invalid_input} with pointers into the body
     */
    Wish read(Members members, String options) {
        Long tenant = members.whole("tenant_id", 1, Long.MAX_VALUE);
        String name = members.text("name", LONGEST_NAME);
        ObjectNode given = members.object(options);
        members.done(DETAIL);
        if (tenant == null) {
            throw refused(List.of(new FieldError("/tenant_id", "is required: a review pack is about a tenant")));
        }
        return new Wish(tenant, given == null ? ReviewPackOptions.ALL : options(given, "/" + options), name);
    }

    private ReviewPackOptions options(ObjectNode given, String pointer) {
        List<InputError> errors = catalog.schema(ReviewPackTypes.GENERATE).check(given);
        if (!errors.isEmpty()) {
            throw refused(errors.stream()
                    .map(error -> new FieldError(pointer + error.pointer(), error.detail()))
                    .toList());
        }
        try {
            return JobJson.MAPPER.treeToValue(given, ReviewPackOptions.class);
        } catch (JsonProcessingException | IllegalArgumentException refused) {
            // what the record's own check says is meant for people; what Jackson says is not
            String detail = refused.getCause() instanceof IllegalArgumentException own && own.getMessage() != null
                    ? own.getMessage()
                    : "cannot be read";
            throw refused(List.of(new FieldError(pointer, detail)));
        }
    }

    private static RequestRefused refused(List<FieldError> errors) {
        return new RequestRefused(Reason.INVALID_INPUT, DETAIL, errors);
    }
}
