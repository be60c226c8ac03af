package dev.waybill.api.bulk;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.waybill.api.http.Members;
import dev.waybill.shared.bulk.BulkFilter;
import dev.waybill.shared.job.JobJson;
import dev.waybill.shared.process.OperatorStatus;
import dev.waybill.shared.process.ProcessStatus;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The member {@code filter}: what {@code GET /api/processes} has as parameters. */
final class FilterBody {

    private static final int LONGEST = 200;
    private static final Instant LATEST = Instant.parse("9999-01-01T00:00:00Z");

    private FilterBody() {}

    /**
     * Reads it.
     *
     * @param filter null matches everything
     * @param internal labels of the types that only the system starts
     * @throws dev.waybill.api.problem.RequestRefused {@code invalid_input} with pointers into the body
     */
    static BulkFilter read(@Nullable ObjectNode filter, Collection<String> internal) {
        Members members =
                new Members(Objects.requireNonNullElseGet(filter, JobJson.MAPPER::createObjectNode), "/filter");
        BulkFilter read = new BulkFilter(
                members.words("status", ProcessStatus.class),
                members.words("operator_status", OperatorStatus.class),
                members.text("type", LONGEST),
                members.text("subtype", LONGEST),
                members.whole("tenant_id", 1, Long.MAX_VALUE),
                members.whole("user_id", 1, Long.MAX_VALUE),
                members.text("related_type", LONGEST),
                members.whole("related_id", 1, Long.MAX_VALUE),
                members.instant("since", LATEST),
                members.text("text", LONGEST),
                Boolean.FALSE.equals(members.flag("internal")) ? List.copyOf(internal) : List.of());
        members.done("The filter cannot be understood");
        return read;
    }
}
