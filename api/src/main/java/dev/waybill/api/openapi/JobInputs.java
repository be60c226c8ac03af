package dev.waybill.api.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.waybill.api.http.PerJobType;
import dev.waybill.shared.job.JobCatalog;
import dev.waybill.shared.job.JobJson;
import dev.waybill.shared.job.JobType;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** The inputs of job types as schemas, the same that {@code GET /api/job-types} shows and submits are checked against. */
final class JobInputs {

    private static final String DEFINITIONS = "#/$defs/";

    private final JobCatalog catalog;
    private final Schemas schemas;
    private final Map<String, Class<?>> openings;

    /** @param openings what a submit of a type takes that has a way of its own to be taken in, by the type's label */
    JobInputs(JobCatalog catalog, Schemas schemas, Map<String, Class<?>> openings) {
        this.catalog = catalog;
        this.schemas = schemas;
        this.openings = Map.copyOf(openings);
    }

    /** Name of the schema of the type's input. */
    static String name(String label) {
        return "Input." + label.replace('/', '.');
    }

    /** Makes one of each type. */
    void putAll() {
        for (JobType<?> type : types()) {
            String name = name(type.label());
            ObjectNode document = catalog.schema(type).document().deepCopy();
            document.remove("$schema");
            JsonNode definitions = document.remove("$defs");
            if (definitions != null) {
                definitions
                        .properties()
                        .forEach(one ->
                                schemas.put(name + "." + one.getKey(), (ObjectNode) moved(one.getValue(), name)));
            }
            schemas.put(name, (ObjectNode) moved(document, name));
        }
    }

    /** The body of a submit: one form a type. */
    ObjectNode body(Class<?> shape, PerJobType how) {
        String name = shape.getSimpleName().replaceFirst("Shape$", "");
        if (!schemas.has(name)) {
            ArrayNode forms = JobJson.MAPPER.createArrayNode();
            for (Form form : forms(how)) {
                String formName = name + "."
                        + (how.flat() ? form.type().subtype() : form.name().replace('/', '.'));
                schemas.put(formName, how.flat() ? flat(shape, form) : nested(shape, form));
                forms.add(Schemas.reference(formName));
            }
            // files that say nothing of themselves fit more than one form
            ObjectNode body = JobJson.MAPPER.createObjectNode();
            body.set(how.flat() ? "anyOf" : "oneOf", forms);
            schemas.put(name, body);
        }
        return Schemas.reference(name);
    }

    /**
     * A way to submit a type.
     *
     * @param name the label, or an alias of it
     */
    private record Form(String name, JobType<?> type) {}

    private List<Form> forms(PerJobType how) {
        List<Form> forms = new ArrayList<>();
        for (JobType<?> type : types()) {
            boolean wanted = how.type().isEmpty() || type.name().equals(how.type());
            boolean can = type.visibility() == JobType.Visibility.SUBMITTABLE || openings.containsKey(type.label());
            if (wanted && can) {
                forms.add(new Form(type.label(), type));
                if (!how.flat()) {
                    catalog.aliases(type).stream()
                            .sorted()
                            .map(alias -> new Form(alias, type))
                            .forEach(forms::add);
                }
            }
        }
        return forms;
    }

    private ObjectNode nested(Class<?> shape, Form form) {
        Class<?> opening = openings.get(form.type().label());
        ObjectNode body = schemas.body(opening == null ? shape : opening);
        ObjectNode properties = (ObjectNode) body.path("properties");
        String[] parts = form.name().split("/", 2);
        properties.putObject("type").put("const", parts[0]);
        ArrayNode required = body.putArray("required").add("type");
        if (parts.length == 2) {
            properties.putObject("subtype").put("const", parts[1]);
            required.add("subtype");
        } else if (properties.has("subtype")) {
            properties.putObject("subtype").put("type", "null");
        }
        if (opening == null) {
            properties.set("input", Schemas.reference(name(form.type().label())));
            if (required(form.type()).size() > 0) {
                required.add("input");
            } else {
                properties.set("input", Types.orNull((ObjectNode) properties.path("input")));
            }
        } else {
            Schemas.requiredOf(opening).stream()
                    .filter(name -> !name.equals("type"))
                    .forEach(required::add);
        }
        return body;
    }

    private ObjectNode flat(Class<?> shape, Form form) {
        ObjectNode body = schemas.body(shape);
        ObjectNode properties = (ObjectNode) body.path("properties");
        String name = name(form.type().label());
        ObjectNode input = schemas.get(name);
        properties.setAll((ObjectNode) input.path("properties"));
        properties.remove("subtype");
        properties.putObject("subtype").put("const", form.type().subtype());
        ArrayNode required = body.putArray("required");
        required(form.type()).forEach(required::add);
        if (!properties.has("file_id") && !"url".equals(form.type().subtype())) {
            required.add("subtype");
        }
        return body;
    }

    private JsonNode required(JobType<?> type) {
        return schemas.get(name(type.label())).path("required");
    }

    private List<JobType<?>> types() {
        return catalog.types().stream()
                .sorted(Comparator.comparing((JobType<?> type) -> type.label()))
                .toList();
    }

    /** With references that lead to the new places. */
    private static JsonNode moved(JsonNode node, String name) {
        if (node instanceof ArrayNode array) {
            ArrayNode copy = JobJson.MAPPER.createArrayNode();
            array.forEach(element -> copy.add(moved(element, name)));
            return copy;
        }
        if (node instanceof ObjectNode object) {
            ObjectNode copy = JobJson.MAPPER.createObjectNode();
            object.properties().forEach(member -> copy.set(member.getKey(), moved(member.getValue(), name)));
            String reference = copy.path("$ref").asText();
            if (reference.startsWith(DEFINITIONS)) {
                copy.set("$ref", TextNode.valueOf(Schemas.PLACE + name + "." + reference.substring(8)));
            } else if (reference.equals("#")) {
                copy.put("$ref", Schemas.PLACE + name);
            }
            return copy;
        }
        return node;
    }
}
