package dev.waybill.api.imports;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.waybill.api.files.Uploads;
import dev.waybill.api.http.JsonBody;
import dev.waybill.api.http.Query;
import dev.waybill.api.http.RequestKeyHeader;
import dev.waybill.api.http.Route;
import dev.waybill.api.http.Route.Trait;
import dev.waybill.api.problem.RequestRefused;
import dev.waybill.api.process.Intake;
import dev.waybill.api.process.ProcessView;
import dev.waybill.shared.files.StoredFile;
import dev.waybill.shared.queue.RequestKey;
import dev.waybill.shared.queue.RequestKeys;
import dev.waybill.shared.tenancy.Scope;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartHttpServletRequest;

/** Enqueues imports: of a file that comes along, of one that was uploaded before, or of what stands at an address. */
@RestController
final class ImportController {

    private static final String FILE_ID = "file_id";

    private final JsonBody bodies;
    private final ImportParts parts;
    private final Uploads uploads;
    private final Intake intake;

    ImportController(JsonBody bodies, ImportParts parts, Uploads uploads, Intake intake) {
        this.bodies = bodies;
        this.parts = parts;
        this.uploads = uploads;
        this.intake = intake;
    }

    @Route(
            id = "submitImport",
            summary = "Imports a file: one that comes along, one that was uploaded, or what stands at an address",
            body = ImportShapes.ImportShape.class,
            answers = 202,
            traits = {Trait.IDEMPOTENT, Trait.ENQUEUES, Trait.TAGGED, Trait.SUBMITS})
    @PostMapping(path = "/api/imports", consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<ProcessView> ofWhatIsNamed(Scope scope, Query query, HttpServletRequest request) throws IOException {
        query.done();
        ObjectNode body = bodies.object(request);
        RequestKey key = RequestKeyHeader.of(request, body);
        UUID fileId = uuid(body.path(FILE_ID));
        if (fileId != null) {
            StoredFile file = uploads.find(scope, fileId);
            if (!ImportRequest.settleSubtype(body)) {
                body.put(ImportRequest.SUBTYPE, guess(scope, file));
            }
            ImportRequest.name(body, file.name());
        } else if (body.path("url").isTextual()) {
            ImportRequest.ofAddress(body, body.path("url").textValue());
        }
        return intake.answer(scope, submit(scope, body, key));
    }

    @Route(
            id = "submitUploadedImport",
            summary = "Imports a file that comes along",
            body = ImportShapes.UploadedImportShape.class,
            answers = 202,
            traits = {Trait.IDEMPOTENT, Trait.ENQUEUES, Trait.TAGGED, Trait.SUBMITS})
    @PostMapping(path = "/api/imports", consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
    ResponseEntity<ProcessView> ofUpload(Scope scope, Query query, MultipartHttpServletRequest request)
            throws IOException {
        query.done();
        ObjectNode body = parts.body(request);
        StoredFile file = uploads.store(scope, request);
        RequestKeys.Answer submitted;
        try {
            submitted = submit(scope, file, body, RequestKeyHeader.of(request, parts.fingerprint(body, file)));
        } catch (RuntimeException refused) {
            uploads.forget(scope, file);
            throw refused;
        }
        ResponseEntity<ProcessView> answer = intake.answer(scope, submitted);
        if (!refersTo(answer.getBody(), file)) {
            uploads.forget(scope, file);
        }
        return answer;
    }

    private String guess(Scope scope, StoredFile file) throws IOException {
        try (InputStream content = uploads.open(scope, file)) {
            return FormatGuess.of(content);
        }
    }

    private RequestKeys.Answer submit(Scope scope, StoredFile file, ObjectNode body, @Nullable RequestKey key) {
        body.put(FILE_ID, file.id().toString());
        ImportRequest.name(body, file.name());
        return submit(scope, body, key);
    }

    /** Not when the process is one that was there before, with a file of its own. */
    private static boolean refersTo(@Nullable ProcessView process, StoredFile file) {
        JsonNode input = process == null ? null : process.inputPayload();
        return input != null && input.path(FILE_ID).asText().equals(file.id().toString());
    }

    private RequestKeys.Answer submit(Scope scope, ObjectNode body, @Nullable RequestKey key) {
        try {
            return intake.submit(scope, ImportRequest.nested(body), key);
        } catch (RequestRefused refused) {
            throw ImportRequest.flat(refused);
        }
    }

    /** Null when it is no id: the schema says so better. */
    private static @Nullable UUID uuid(JsonNode id) {
        try {
            return id.isTextual() ? UUID.fromString(id.textValue()) : null;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
