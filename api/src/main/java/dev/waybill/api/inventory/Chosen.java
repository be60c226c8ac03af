package dev.waybill.api.inventory;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.waybill.api.http.Members;
import dev.waybill.api.problem.FieldError;
import dev.waybill.api.problem.Reason;
import dev.waybill.api.problem.RequestRefused;
import dev.waybill.shared.inventory.Change;
import dev.waybill.shared.inventory.FindingFilter;
import dev.waybill.shared.job.JobJson;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** The findings that a person means: these, or all that match up to the newest that they have seen. */
sealed interface Chosen {

    /** Named one by one. */
    record These(List<Long> ids) implements Chosen {}

    /** All that match, up to the id that the filter says. */
    record Matching(FindingFilter filter) implements Chosen {}

    int MOST_IDS = 1_000;

    int LONGEST = 200;

    Instant LATEST = Instant.parse("9999-01-01T00:00:00Z");

    List<String> CHANGES = Arrays.stream(Change.values()).map(Change::word).toList();

    String REFUSED = "The request does not fit";

    /** @throws RequestRefused {@code invalid_input} */
    static Chosen read(ObjectNode body) {
        Members members = new Members(body);
        ArrayNode ids = members.array("ids", MOST_IDS);
        ObjectNode filter = members.object("filter");
        Long upTo = members.whole("up_to", 1, Long.MAX_VALUE);
        members.done(REFUSED);
        if (ids != null && filter == null && upTo == null) {
            return new These(ids(ids));
        }
        if (ids == null && upTo != null) {
            return new Matching(filter(Objects.requireNonNullElseGet(filter, JobJson.MAPPER::createObjectNode), upTo));
        }
        throw refused("", "must hold either ids, or up_to and perhaps a filter");
    }

    private static List<Long> ids(ArrayNode ids) {
        List<Long> read = new ArrayList<>();
        for (JsonNode id : ids) {
            if (!id.isIntegralNumber() || !id.canConvertToLong() || id.longValue() < 1) {
                throw refused("/ids/" + read.size(), "must be a whole number from 1");
            }
            read.add(id.longValue());
        }
        return read;
    }

    private static FindingFilter filter(ObjectNode filter, long upTo) {
        Members members = new Members(filter);
        String change = members.text("change", LONGEST);
        if (change != null && !CHANGES.contains(change)) {
            members.wrong("change", "must be of " + String.join(", ", CHANGES));
        }
        FindingFilter read = new FindingFilter(
                members.whole("tenant_id", 1, Long.MAX_VALUE),
                Set.of(),
                members.text("finding_type", LONGEST),
                members.text("subject_type", LONGEST),
                members.text("scope_key", LONGEST),
                members.whole("run_id", 1, Long.MAX_VALUE),
                members.whole("operation_run_id", 1, Long.MAX_VALUE),
                null,
                null,
                change == null || !CHANGES.contains(change) ? null : Change.of(change),
                members.instant("acknowledged_at", LATEST),
                upTo);
        try {
            members.done(REFUSED);
        } catch (RequestRefused refused) {
            throw below(refused);
        }
        return read;
    }

    private static RequestRefused below(RequestRefused refused) {
        List<FieldError> errors = refused.problem().errors().stream()
                .map(error -> new FieldError("/filter" + error.pointer(), error.detail()))
                .toList();
        return new RequestRefused(Reason.INVALID_INPUT, REFUSED, errors);
    }

    private static RequestRefused refused(String pointer, String detail) {
        return new RequestRefused(Reason.INVALID_INPUT, REFUSED, List.of(new FieldError(pointer, detail)));
    }
}
