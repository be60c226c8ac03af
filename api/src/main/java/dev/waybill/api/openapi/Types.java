package dev.waybill.api.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.waybill.api.openapi.Schemas.Direction;
import dev.waybill.shared.job.JobJson;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.TypeVariable;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.multipart.MultipartFile;

/** JSON Schemas of Java types. */
final class Types {

    private final Schemas schemas;

    Types(Schemas schemas) {
        this.schemas = schemas;
    }

    static boolean nullable(AnnotatedType type) {
        return type.isAnnotationPresent(Nullable.class);
    }

    /** Of a record's component, with what its annotations say. */
    ObjectNode constrained(RecordComponent component, Direction direction, Map<String, AnnotatedType> variables) {
        Class<?> type = component.getDeclaringRecord();
        ObjectNode schema = plain(component.getAnnotatedType(), direction, variables);
        ObjectNode exact = Constraints.apply(component, schema, direction);
        boolean mayBeNull = nullable(component.getAnnotatedType())
                && direction != Direction.PARAMETER
                && !(direction == Direction.ANSWER && Schemas.leftOut(type, component))
                && !(direction == Direction.REQUEST && Schemas.required(type, component, direction));
        return mayBeNull ? orNull(exact) : exact;
    }

    ObjectNode schema(AnnotatedType type, Direction direction, Map<String, AnnotatedType> variables) {
        ObjectNode schema = plain(type, direction, variables);
        return nullable(type) ? orNull(schema) : schema;
    }

    private ObjectNode plain(AnnotatedType annotated, Direction direction, Map<String, AnnotatedType> variables) {
        if (annotated.getType() instanceof TypeVariable<?> variable) {
            AnnotatedType actual = variables.get(variable.getName());
            if (actual == null) {
                throw new IllegalStateException("nobody says what " + variable + " is");
            }
            return plain(actual, direction, variables);
        }
        if (annotated instanceof AnnotatedParameterizedType generic) {
            return generic(generic, direction, variables);
        }
        Class<?> type = (Class<?>) annotated.getType();
        ObjectNode simple = simple(type);
        if (simple != null) {
            return simple;
        }
        if (type.isEnum()) {
            return words(type, direction);
        }
        if (type.isRecord()) {
            return schemas.record(type, type.getSimpleName(), direction, Map.of());
        }
        throw new IllegalStateException("no schema is known for " + type.getName());
    }

    private ObjectNode generic(
            AnnotatedParameterizedType generic, Direction direction, Map<String, AnnotatedType> variables) {
        Class<?> raw = (Class<?>) ((ParameterizedType) generic.getType()).getRawType();
        AnnotatedType[] arguments = generic.getAnnotatedActualTypeArguments();
        if (Collection.class.isAssignableFrom(raw)) {
            ObjectNode array = typed("array");
            array.set("items", Constraints.ofElement(arguments[0], schema(arguments[0], direction, variables)));
            return array;
        }
        if (Map.class.isAssignableFrom(raw)) {
            ObjectNode object = typed("object");
            object.set("additionalProperties", schema(arguments[1], direction, variables));
            return object;
        }
        Map<String, AnnotatedType> own = new HashMap<>();
        for (int index = 0; index < arguments.length; index++) {
            own.put(raw.getTypeParameters()[index].getName(), arguments[index]);
        }
        String element = ((Class<?>) arguments[0].getType()).getSimpleName();
        return schemas.record(raw, element + raw.getSimpleName(), direction, own);
    }

    private static @Nullable ObjectNode simple(Class<?> type) {
        if (type == String.class) {
            return typed("string");
        }
        if (type == long.class || type == Long.class) {
            return typed("integer").put("format", "int64");
        }
        if (type == int.class || type == Integer.class) {
            return typed("integer").put("format", "int32");
        }
        if (type == boolean.class || type == Boolean.class) {
            return typed("boolean");
        }
        if (type == BigDecimal.class) {
            return typed("number");
        }
        return json(type);
    }

    private static @Nullable ObjectNode json(Class<?> type) {
        Map<Class<?>, String> formats = Map.of(
                UUID.class, "uuid",
                Instant.class, "date-time",
                LocalDate.class, "date",
                Duration.class, "duration",
                MultipartFile.class, "binary");
        if (formats.containsKey(type)) {
            return typed("string").put("format", formats.get(type));
        }
        if (type == ObjectNode.class) {
            return typed("object");
        }
        if (type == ArrayNode.class) {
            return typed("array");
        }
        return type == JsonNode.class ? JobJson.MAPPER.createObjectNode() : null;
    }

    /** Of an enumeration: in requests its names in lower case, in answers as Jackson writes them. */
    static ObjectNode words(Class<?> type, Direction direction) {
        List<String> words = Arrays.stream(type.getEnumConstants())
                .map(constant -> direction == Direction.ANSWER
                        ? JobJson.MAPPER.convertValue(constant, String.class)
                        : lower(constant))
                .toList();
        return oneOf(words);
    }

    static ObjectNode oneOf(List<String> words) {
        ObjectNode schema = typed("string");
        words.forEach(schema.putArray("enum")::add);
        return schema;
    }

    static String lower(Object constant) {
        return ((Enum<?>) constant).name().toLowerCase(Locale.ROOT);
    }

    static ObjectNode typed(String type) {
        return JobJson.MAPPER.createObjectNode().put("type", type);
    }

    static ObjectNode orNull(ObjectNode schema) {
        if (schema.path("type").isTextual()) {
            String type = schema.path("type").textValue();
            schema.putArray("type").add(type).add("null");
            if (schema.has("enum")) {
                schema.withArray("enum").addNull();
            }
            return schema;
        }
        if (schema.isEmpty()) {
            return schema;
        }
        ObjectNode either = JobJson.MAPPER.createObjectNode();
        either.putArray("anyOf").add(schema).add(typed("null"));
        return either;
    }
}
