package dev.waybill.api.imports;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.waybill.api.http.Member;
import dev.waybill.api.http.PerJobType;
import dev.waybill.shared.imports.ImportMapping;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.web.multipart.MultipartFile;

/** What routes of imports take, as their description shows it. */
final class ImportShapes {

    private ImportShapes() {}

    /** An import of a file that was uploaded, or of what stands at an address: options, beside the members of the input. */
    @PerJobType(type = "import", flat = true)
    record ImportShape(
            @Nullable String subtype,
            @Nullable @Size(max = 200) String name,
            @Nullable @Min(1) Long tenantId,

            @Nullable @Min(-1_000) @Max(1_000) @Member(usual = "0")
            Integer priority,

            @Nullable Instant runAt,
            @Nullable @Min(1) @Max(100) Integer maxAttempts,
            @Nullable @Size(max = 200) String idempotencyKey,
            @Nullable @Size(max = 200) String relatedType,
            @Nullable @Min(1) Long relatedId,
            @Nullable @Size(max = 200) String resource,
            @Nullable @Size(max = 200) String action,
            @Nullable @Size(max = 10_000) ArrayNode itemIds,
            @Nullable ObjectNode context,
            @Nullable ObjectNode metadata,
            @Nullable @Size(max = 200) String concurrencyKey,
            @Nullable @Min(1) @Max(10_000) Integer concurrencyLimit,
            @Nullable @Min(1) @Max(604_800) Long timeoutSeconds) {}

    /** The same as a form. */
    @PerJobType(type = "import", flat = true)
    record UploadedImportShape(
            MultipartFile file,

            @Nullable @Member(says = "A JSON object as a text; fields of the form win over its members.")
            String input) {}

    /** A mapping, whole. */
    record MappingShape(
            @Size(max = 100) String name,

            @Nullable
            @Member(
                    oneOf = {"products", "locations"},
                    usual = "products")
            String target,

            @Nullable
            @Member(
                    oneOf = {"csv", "xml", "excel", "api"},
                    says = "Any unless given.")
            String format,

            @Nullable ImportMapping mapping,

            @Nullable @Member(says = "Other members of the input that go with it.")
            ObjectNode options) {}
}
