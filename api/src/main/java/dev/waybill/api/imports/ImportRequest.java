package dev.waybill.api.imports;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.waybill.api.problem.FieldError;
import dev.waybill.api.problem.Problem;
import dev.waybill.api.problem.RequestRefused;
import dev.waybill.api.process.SubmissionBody;
import dev.waybill.shared.job.JobJson;
import java.util.List;

/** The flat body of an import as that of a submit, in which options and input are apart. */
final class ImportRequest {

    private static final String INPUT = "/input";

    private ImportRequest() {}

    /** What {@code POST /api/processes} would take. */
    static ObjectNode nested(ObjectNode flat) {
        ObjectNode nested = JobJson.MAPPER.createObjectNode();
        nested.put("type", "import");
        nested.put("subtype", "csv");
        ObjectNode input = nested.putObject("input");
        flat.properties().forEach(member -> {
            boolean option = SubmissionBody.OPTIONS.contains(member.getKey());
            boolean subtype =
                    member.getKey().equals("subtype") && !member.getValue().isNull();
            (option || subtype ? nested : input).set(member.getKey(), member.getValue());
        });
        input.remove("subtype");
        return nested;
    }

    /** The same refusal with pointers into the flat body. */
    static RequestRefused flat(RequestRefused refused) {
        Problem problem = refused.problem();
        List<FieldError> errors = problem.errors().stream()
                .map(error -> new FieldError(flat(error.pointer()), error.detail()))
                .toList();
        return new RequestRefused(problem.withErrors(errors));
    }

    private static String flat(String pointer) {
        boolean inside = pointer.equals(INPUT) || pointer.startsWith(INPUT + "/");
        return inside ? pointer.substring(INPUT.length()) : pointer;
    }
}
