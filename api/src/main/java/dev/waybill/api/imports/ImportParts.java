package dev.waybill.api.imports;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.waybill.api.files.Uploads;
import dev.waybill.api.http.JsonBody;
import dev.waybill.api.http.StorableJson;
import dev.waybill.api.problem.FieldError;
import dev.waybill.api.problem.Reason;
import dev.waybill.api.problem.RequestRefused;
import dev.waybill.shared.files.StoredFile;
import dev.waybill.shared.job.JobJson;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.Part;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.multipart.MultipartHttpServletRequest;

/** What a multipart import says beside its file: a part {@code input} with JSON, form fields, or both. */
final class ImportParts {

    private static final String INPUT = "input";
    private static final String FILE_ID = "file_id";

    private final JsonBody bodies;
    private final FormFields fields;

    ImportParts(JsonBody bodies, FormFields fields) {
        this.bodies = bodies;
        this.fields = fields;
    }

    /**
     * All of it as one object; fields win over the part.
     *
     * @throws RequestRefused {@code malformed_json}, {@code invalid_input}, {@code too_large}
     */
    ObjectNode body(MultipartHttpServletRequest request) throws IOException {
        Map<String, String[]> form = new LinkedHashMap<>(request.getParameterMap());
        String[] input = form.remove(INPUT);
        ObjectNode body = JobJson.MAPPER.createObjectNode();
        MultipartFile part = request.getFile(INPUT);
        if (part != null) {
            body = bodies.part(part.getBytes());
        } else if (input != null) {
            body = bodies.part(raw(request));
        }
        form.forEach(ImportParts::requireStorable);
        fields.addTo(body, form, subtype(body, form, request));
        if (body.has(FILE_ID)) {
            throw refused("/" + FILE_ID, "comes with the part file; leave it out");
        }
        return body;
    }

    /** As it is said, in the form or the part; else as the file looks. */
    private static String subtype(ObjectNode body, Map<String, String[]> form, MultipartHttpServletRequest request)
            throws IOException {
        for (String name : List.of(ImportRequest.SUBTYPE, "format")) {
            String[] said = form.remove(name);
            if (said != null) {
                body.put(ImportRequest.SUBTYPE, said[0]);
                break;
            }
        }
        MultipartFile file = request.getFile(Uploads.PART);
        if (!ImportRequest.settleSubtype(body) && file != null) {
            try (InputStream content = file.getInputStream()) {
                body.put(ImportRequest.SUBTYPE, FormatGuess.of(content));
            }
        }
        return body.path(ImportRequest.SUBTYPE).asText("csv");
    }

    /** What makes two uploads the same request: what was said, and the content. */
    ObjectNode fingerprint(ObjectNode body, StoredFile file) {
        ObjectNode fingerprint = JobJson.MAPPER.createObjectNode();
        fingerprint.set("body", body.deepCopy());
        fingerprint.put("name", file.name());
        fingerprint.put("sha256", file.sha256());
        return fingerprint;
    }

    /** Not as the container decoded it, which depends on headers that clients leave out. */
    private static byte[] raw(MultipartHttpServletRequest request) throws IOException {
        try {
            Part part = request.getPart(INPUT);
            try (InputStream content = part.getInputStream()) {
                return content.readAllBytes();
            }
        } catch (ServletException e) {
            throw new RequestRefused(Reason.MALFORMED_MULTIPART, "The body cannot be read again");
        }
    }

    private static void requireStorable(String name, String[] values) {
        String pointer = "/" + StorableJson.escape(name);
        if (!StorableJson.storable(name)) {
            throw refused("", "a field's name holds NUL or half of a surrogate pair");
        }
        if (values.length > 1) {
            throw refused(pointer, "must be there once");
        }
        if (!StorableJson.storable(values[0])) {
            throw refused(pointer, "must hold neither NUL nor half of a surrogate pair");
        }
    }

    private static RequestRefused refused(String pointer, String detail) {
        return new RequestRefused(
                Reason.INVALID_INPUT, "The request does not fit", List.of(new FieldError(pointer, detail)));
    }
}
