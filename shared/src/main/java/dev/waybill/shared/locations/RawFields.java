package dev.waybill.shared.locations;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Takes texts and lists out of a raw object, cleaned and within their limits. */
final class RawFields {

    private static final int MOST_ELEMENTS = 50;
    private static final int LONGEST_ELEMENT = 100;

    private final JsonNode raw;
    private final Findings findings;

    RawFields(JsonNode raw, Findings findings) {
        this.raw = raw;
        this.findings = findings;
    }

    /** The text; null when it is absent, blank or unusable. */
    @Nullable
    String text(String field, int longest) {
        JsonNode value = raw.path(field);
        if (value.isMissingNode() || value.isNull()) {
            return null;
        }
        if (!value.isValueNode()) {
            findings.error(field, "invalid", "It must be a text");
            return null;
        }
        String text = PlainText.of(value.asText());
        if (PlainText.hasMarkup(value.asText())) {
            findings.warn("markup was removed from " + field);
        }
        if (text.length() > longest) {
            findings.error(field, "too_long", "It has more than %,d characters".formatted(longest));
            return text.substring(0, end(text, longest));
        }
        return text.isEmpty() ? null : text;
    }

    /** The elements, each once whatever its case; a text is taken apart at commas, semicolons and bars. */
    List<String> list(String field) {
        JsonNode value = raw.path(field);
        Map<String, String> elements = new LinkedHashMap<>();
        for (String element : elements(field, value)) {
            String text = PlainText.of(element);
            if (text.length() > LONGEST_ELEMENT) {
                findings.error(field, "too_long", "One has more than %d characters".formatted(LONGEST_ELEMENT));
            } else if (!text.isEmpty()) {
                elements.putIfAbsent(text.toLowerCase(Locale.ROOT), text);
            }
        }
        if (elements.size() > MOST_ELEMENTS) {
            findings.error(field, "too_many", "There are more than %d".formatted(MOST_ELEMENTS));
        }
        return elements.values().stream().limit(MOST_ELEMENTS).toList();
    }

    private List<String> elements(String field, JsonNode value) {
        List<String> elements = new ArrayList<>();
        if (value.isTextual()) {
            elements.addAll(List.of(value.textValue().split("[,;|]")));
        } else if (value.isArray()) {
            for (JsonNode element : value) {
                if (!element.isValueNode()) {
                    findings.error(field, "invalid", "It must be a list of texts");
                    return List.of();
                }
                elements.add(element.asText());
            }
        } else if (!value.isMissingNode() && !value.isNull()) {
            findings.error(field, "invalid", "It must be a list of texts");
        }
        return elements;
    }

    private static int end(String text, int longest) {
        return Character.isHighSurrogate(text.charAt(longest - 1)) ? longest - 1 : longest;
    }
}
