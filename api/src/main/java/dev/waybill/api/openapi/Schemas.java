package dev.waybill.api.openapi;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.waybill.api.http.Forms;
import dev.waybill.api.http.Member;
import dev.waybill.shared.job.JobJson;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * JSON Schemas of records, under {@code components/schemas}. An answer has all members of its record, null where the code
 * says {@code @Nullable}; a request may leave those out. Neither has any other.
 */
final class Schemas {

    static final String PLACE = "#/components/schemas/";

    private final Map<String, ObjectNode> components = new TreeMap<>();
    private final Map<String, String> names = new HashMap<>();
    private final Types types = new Types(this);

    /** All that were asked for, by name. */
    Map<String, ObjectNode> components() {
        return components;
    }

    void put(String name, ObjectNode schema) {
        if (components.put(name, schema) != null) {
            throw new IllegalStateException("two schemas are named " + name);
        }
    }

    /** One that is there. */
    ObjectNode get(String name) {
        return Objects.requireNonNull(components.get(name), name);
    }

    boolean has(String name) {
        return components.containsKey(name);
    }

    static ObjectNode reference(String name) {
        return JobJson.MAPPER.createObjectNode().put("$ref", PLACE + name);
    }

    /** Of an answer, or a part of it. */
    ObjectNode answer(AnnotatedType type) {
        return types.schema(type, Direction.ANSWER, Map.of());
    }

    ObjectNode answer(Class<?> type) {
        return record(type, type.getSimpleName(), Direction.ANSWER, Map.of());
    }

    /** Of a body, in place. */
    ObjectNode body(Class<?> shape) {
        return object(shape, Direction.REQUEST, Map.of());
    }

    /** Of a component that is a query parameter. */
    ObjectNode parameter(RecordComponent component) {
        return types.constrained(component, Direction.PARAMETER, Map.of());
    }

    /** A reference to the record's schema, which is made when it was not there. */
    ObjectNode record(Class<?> type, String plainName, Direction direction, Map<String, AnnotatedType> variables) {
        String key = direction + " " + type.getName() + " " + plainName;
        String known = names.get(key);
        if (known != null) {
            return reference(known);
        }
        String name = free(name(type, plainName, direction));
        names.put(key, name);
        components.put(name, JobJson.MAPPER.createObjectNode());
        components.put(name, object(type, direction, variables));
        return reference(name);
    }

    private ObjectNode object(Class<?> type, Direction direction, Map<String, AnnotatedType> variables) {
        ObjectNode schema = JobJson.MAPPER.createObjectNode().put("type", "object");
        ObjectNode properties = schema.putObject("properties");
        for (RecordComponent component : type.getRecordComponents()) {
            String name = nameOf(component);
            properties.set(name, types.constrained(component, direction, variables));
            if (required(type, component, direction)) {
                schema.withArray("required").add(name);
            }
        }
        Forms forms = type.getAnnotation(Forms.class);
        if (forms != null) {
            Arrays.stream(forms.value()).map(JobJson::read).forEach(schema.putArray("anyOf")::add);
        }
        return schema.put("additionalProperties", false);
    }

    static boolean required(Class<?> type, RecordComponent component, Direction direction) {
        if (direction != Direction.ANSWER) {
            Member member = component.getAnnotation(Member.class);
            return !Types.nullable(component.getAnnotatedType()) || (member != null && member.required());
        }
        return !leftOut(type, component);
    }

    /** Names of the members that a body must have. */
    static List<String> requiredOf(Class<?> shape) {
        return Arrays.stream(shape.getRecordComponents())
                .filter(component -> required(shape, component, Direction.REQUEST))
                .map(Schemas::nameOf)
                .toList();
    }

    /** Whether null is told by absence. */
    static boolean leftOut(Class<?> type, RecordComponent component) {
        JsonInclude own = field(type, component).getAnnotation(JsonInclude.class);
        JsonInclude all = type.getAnnotation(JsonInclude.class);
        return (own != null && own.value() == JsonInclude.Include.NON_NULL)
                || (all != null
                        && all.value() == JsonInclude.Include.NON_NULL
                        && Types.nullable(component.getAnnotatedType()));
    }

    static java.lang.reflect.Field field(Class<?> type, RecordComponent component) {
        try {
            return type.getDeclaredField(component.getName());
        } catch (NoSuchFieldException e) {
            throw new IllegalStateException("a record has a field for each component", e);
        }
    }

    /** Its name in JSON. */
    static String nameOf(RecordComponent component) {
        Member member = component.getAnnotation(Member.class);
        return member == null || member.name().isEmpty()
                ? SnakeCaseStrategy.INSTANCE.translate(component.getName())
                : member.name();
    }

    private static String name(Class<?> type, String plainName, Direction direction) {
        Class<?> outer = type.getEnclosingClass();
        String prefix = outer == null || !outer.isRecord() ? "" : stripped(outer.getSimpleName());
        return prefix + stripped(plainName) + (direction == Direction.REQUEST ? "Body" : "");
    }

    private static String stripped(String name) {
        return name.replaceFirst("(View|Shape)(?=$|Page$)", "");
    }

    private String free(String name) {
        String free = name;
        for (int number = 2; components.containsKey(free); number++) {
            free = name + number;
        }
        return free;
    }

    /** Which way it goes. */
    enum Direction {
        ANSWER,
        REQUEST,
        PARAMETER
    }
}
