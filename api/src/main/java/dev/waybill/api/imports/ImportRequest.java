package dev.waybill.api.imports;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.waybill.api.problem.FieldError;
import dev.waybill.api.problem.Problem;
import dev.waybill.api.problem.RequestRefused;
import dev.waybill.api.process.SubmissionBody;
import dev.waybill.shared.job.JobJson;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Objects;

/** The flat body of an import as that of a submit, in which options and input are apart. */
final class ImportRequest {

    static final String SUBTYPE = "subtype";

    private static final String INPUT = "/input";
    private static final String FORMAT = "format";
    private static final String NAME = "name";
    private static final int LONGEST_NAME = 200;

    private ImportRequest() {}

    /** Takes {@code format} for the subtype of a file when that is not said; false when neither is. */
    static boolean settleSubtype(ObjectNode flat) {
        if (!flat.hasNonNull(SUBTYPE) && flat.path(FORMAT).isTextual()) {
            flat.set(SUBTYPE, flat.remove(FORMAT));
        }
        return flat.hasNonNull(SUBTYPE);
    }

    /** An import of what stands at an address, named without what could be a secret in it. */
    static void ofAddress(ObjectNode flat, String url) {
        if (!flat.hasNonNull(SUBTYPE)) {
            flat.put(SUBTYPE, "url");
        }
        try {
            URI address = new URI(url);
            String path = Objects.requireNonNullElse(address.getPath(), "");
            String last = path.substring(path.lastIndexOf('/') + 1);
            String host = Objects.requireNonNullElse(address.getHost(), "an address");
            name(flat, last.isBlank() ? host : last + " from " + host);
        } catch (URISyntaxException unreadable) {
            // the worker refuses it with a reason
            name(flat, "an address");
        }
    }

    /** Calls the import after what it reads, unless it has a name. */
    static void name(ObjectNode flat, String what) {
        if (!flat.hasNonNull(NAME)) {
            String name = "Import " + what;
            flat.put(NAME, name.length() <= LONGEST_NAME ? name : "Import of a file with a long name");
        }
    }

    /** What {@code POST /api/processes} would take. */
    static ObjectNode nested(ObjectNode flat) {
        ObjectNode nested = JobJson.MAPPER.createObjectNode();
        nested.put("type", "import");
        nested.put(SUBTYPE, "csv");
        ObjectNode input = nested.putObject("input");
        flat.properties().forEach(member -> {
            boolean option = SubmissionBody.OPTIONS.contains(member.getKey());
            boolean subtype =
                    member.getKey().equals(SUBTYPE) && !member.getValue().isNull();
            (option || subtype ? nested : input).set(member.getKey(), member.getValue());
        });
        input.remove(SUBTYPE);
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
