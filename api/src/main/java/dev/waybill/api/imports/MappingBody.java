package dev.waybill.api.imports;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.waybill.api.http.Members;
import dev.waybill.api.problem.FieldError;
import dev.waybill.api.problem.Reason;
import dev.waybill.api.problem.RequestRefused;
import dev.waybill.shared.imports.ImportMapping;
import dev.waybill.shared.imports.ImportTarget;
import dev.waybill.shared.imports.MappingDraft;
import dev.waybill.shared.job.InputError;
import dev.waybill.shared.job.JobCatalog;
import dev.waybill.shared.job.JobJson;
import dev.waybill.shared.job.JobType;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the body of a saved mapping. It is checked as the input of an import that uses it would be. */
final class MappingBody {

    private static final String REFUSED = "The mapping does not fit";
    private static final int LONGEST_NAME = 100;
    private static final List<String> FORMATS = List.of("csv", "xml", "excel", "api");
    private static final Set<String> OF_EVERY_FORMAT = Set.of("dialect", "currency", "decimal_separator");
    private static final Set<String> OF_ONE_IMPORT =
            Set.of("file_id", "url", "credential", "target", "mapping", "mapping_name", "dry_run", "rows", "retry_of");

    private final JobCatalog catalog;

    MappingBody(JobCatalog catalog) {
        this.catalog = catalog;
    }

    /** @throws RequestRefused {@code invalid_input} with every error by its place */
    MappingDraft read(ObjectNode body) {
        Members members = new Members(body);
        String name = members.requiredText("name", LONGEST_NAME);
        String target = members.text("target", LONGEST_NAME);
        String format = members.text("format", LONGEST_NAME);
        ObjectNode mapping = Objects.requireNonNullElseGet(members.object("mapping"), JobJson.MAPPER::createObjectNode);
        ObjectNode options = Objects.requireNonNullElseGet(members.object("options"), JobJson.MAPPER::createObjectNode);
        members.done(REFUSED);
        List<FieldError> errors = new ArrayList<>();
        requireOneOf("/target", target, List.of("products", "locations"), errors);
        requireOneOf("/format", format, FORMATS, errors);
        checkOptions(format, options, errors);
        if (errors.isEmpty()) {
            errors.addAll(check(target, format, mapping, options));
        }
        if (!errors.isEmpty()) {
            throw new RequestRefused(Reason.INVALID_INPUT, REFUSED, errors);
        }
        return draft(name, target, format, mapping, options);
    }

    private static void requireOneOf(
            String pointer, @Nullable String word, List<String> known, List<FieldError> errors) {
        if (word != null && !known.contains(word)) {
            errors.add(new FieldError(pointer, "must be one of " + String.join(", ", known)));
        }
    }

    private static void checkOptions(@Nullable String format, ObjectNode options, List<FieldError> errors) {
        options.fieldNames().forEachRemaining(option -> {
            if (OF_ONE_IMPORT.contains(option)) {
                errors.add(new FieldError("/options/" + option, "belongs to an import, not to a mapping"));
            } else if (format == null && !OF_EVERY_FORMAT.contains(option)) {
                errors.add(new FieldError("/options/" + option, "needs a format, or is not known"));
            }
        });
    }

    private List<FieldError> check(
            @Nullable String target, @Nullable String format, ObjectNode mapping, ObjectNode options) {
        JobType<?> type = catalog.find("import", Objects.requireNonNullElse(format, "csv"))
                .orElseThrow();
        ObjectNode input = sample(type);
        input.setAll(options);
        input.set("mapping", mapping);
        if (target != null) {
            input.put("target", target);
        }
        List<InputError> errors = catalog.schema(type).check(input);
        if (!errors.isEmpty()) {
            return errors.stream()
                    .map(error -> new FieldError(place(error.pointer()), error.detail()))
                    .toList();
        }
        return ownChecks(type, input);
    }

    private ObjectNode sample(JobType<?> type) {
        ObjectNode sample = JobJson.MAPPER.createObjectNode();
        boolean file = catalog.schema(type).document().path("properties").has("file_id");
        return file
                ? sample.put("file_id", "00000000-0000-0000-0000-000000000000")
                : sample.put("url", "https://example.com");
    }

    private static List<FieldError> ownChecks(JobType<?> type, ObjectNode input) {
        try {
            JobJson.MAPPER.treeToValue(input, type.input());
            return List.of();
        } catch (JsonProcessingException refused) {
            String detail = refused.getCause() instanceof IllegalArgumentException own ? own.getMessage() : null;
            return List.of(new FieldError("", Objects.requireNonNullElse(detail, "cannot be read")));
        }
    }

    private static String place(String pointer) {
        return pointer.startsWith("/mapping") || pointer.equals("/target") ? pointer : "/options" + pointer;
    }

    private static MappingDraft draft(
            String name, @Nullable String target, @Nullable String format, ObjectNode mapping, ObjectNode options) {
        return new MappingDraft(
                name,
                "locations".equals(target) ? ImportTarget.LOCATIONS : ImportTarget.PRODUCTS,
                format,
                JobJson.MAPPER.convertValue(mapping, ImportMapping.class),
                options);
    }
}
