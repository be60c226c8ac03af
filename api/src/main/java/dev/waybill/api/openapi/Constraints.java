package dev.waybill.api.openapi;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.waybill.api.http.Member;
import dev.waybill.api.openapi.Schemas.Direction;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the annotations of a record's component say of its schema. */
final class Constraints {

    /** A query parameter has at most 18 digits; so have ids. */
    static final long LARGEST = 999_999_999_999_999_999L;

    private static final String STORABLE = "^[^\\u0000]*$";
    private static final String NOT_BLANK = "^[^\\u0000]*[^\\u0000-\\u0020\\s][^\\u0000]*$";
    private static final int LONGEST_PARAMETER = 200;

    private Constraints() {}

    /** The schema, narrower. */
    static ObjectNode apply(RecordComponent component, ObjectNode schema, Direction direction) {
        ObjectNode exact = schema;
        Member member = component.getAnnotation(Member.class);
        if (member != null) {
            exact = member(member, schema);
        }
        size(of(component, Size.class), exact);
        range(component, exact);
        text(of(component, Pattern.class), exact, direction);
        return exact;
    }

    /** Of an element of an array. */
    static ObjectNode ofElement(AnnotatedElement element, ObjectNode schema) {
        Min min = element.getAnnotation(Min.class);
        Pattern pattern = element.getAnnotation(Pattern.class);
        if (min != null) {
            schema.put("minimum", min.value());
        }
        if (pattern != null) {
            schema.put("pattern", exact(pattern));
        }
        return schema;
    }

    private static String exact(Pattern pattern) {
        return "^(?:" + pattern.regexp() + ")$";
    }

    private static ObjectNode member(Member member, ObjectNode schema) {
        ObjectNode exact = schema;
        if (member.words() != Void.class) {
            exact = enumerated(
                    schema,
                    Arrays.stream(member.words().getEnumConstants())
                            .map(Types::lower)
                            .toList());
        }
        if (member.oneOf().length > 0) {
            exact = enumerated(schema, List.of(member.oneOf()));
        }
        if (!member.inputOf().isEmpty()) {
            exact = Schemas.reference(JobInputs.name(member.inputOf()));
        }
        if (!member.usual().isEmpty()) {
            usual(exact, member.usual());
        }
        return member.says().isEmpty() ? exact : exact.put("description", member.says());
    }

    /** Of a text itself, or of the texts in an array. */
    private static ObjectNode enumerated(ObjectNode schema, List<String> words) {
        if (schema.path("type").asText().equals("array")) {
            schema.set("items", Types.oneOf(words));
            return schema;
        }
        return Types.oneOf(words);
    }

    private static void usual(ObjectNode schema, String usual) {
        switch (schema.path("type").asText()) {
            case "integer" -> schema.put("default", Long.parseLong(usual));
            case "boolean" -> schema.put("default", Boolean.parseBoolean(usual));
            default -> schema.put("default", usual);
        }
    }

    private static void size(@Nullable Size size, ObjectNode schema) {
        if (size != null) {
            String what = switch (schema.path("type").asText()) {
                case "array" -> "Items";
                case "object" -> "Properties";
                default -> "Length";
            };
            if (size.min() > 0) {
                schema.put("min" + what, size.min());
            }
            if (size.max() < Integer.MAX_VALUE) {
                schema.put("max" + what, size.max());
            }
        }
    }

    private static void range(RecordComponent component, ObjectNode schema) {
        Min min = of(component, Min.class);
        Max max = of(component, Max.class);
        if (min != null) {
            schema.put("minimum", min.value());
        }
        if (max != null) {
            schema.put("maximum", max.value());
        }
    }

    private static void text(@Nullable Pattern pattern, ObjectNode schema, Direction direction) {
        if (pattern != null) {
            schema.put("pattern", exact(pattern));
            return;
        }
        boolean free = schema.path("type").asText().equals("string") && !schema.has("enum") && !schema.has("format");
        if (free && direction == Direction.REQUEST) {
            schema.put("minLength", Math.max(1, schema.path("minLength").asInt()));
            schema.put("pattern", NOT_BLANK);
        }
        if (free && direction == Direction.PARAMETER) {
            schema.put("maxLength", schema.path("maxLength").asInt(LONGEST_PARAMETER));
            schema.put("pattern", STORABLE);
        }
        if (direction == Direction.PARAMETER
                && schema.path("format").asText().equals("int64")
                && !schema.has("maximum")) {
            schema.put("maximum", LARGEST);
        }
    }

    private static <A extends Annotation> @Nullable A of(RecordComponent component, Class<A> type) {
        return Schemas.field(component.getDeclaringRecord(), component).getAnnotation(type);
    }
}
