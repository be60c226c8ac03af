package dev.waybill.worker.inventory;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.waybill.shared.inventory.CanonicalJson;
import dev.waybill.shared.inventory.Subject;
import dev.waybill.shared.inventory.SubjectFields;
import dev.waybill.shared.inventory.SyncInput;
import dev.waybill.worker.source.Fault;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Makes subjects of records. */
final class SubjectShape {

    private static final int LONGEST_SHOWN = 4_096;

    private final JsonPointer type;
    private final JsonPointer externalId;
    private final @Nullable JsonPointer content;
    private final @Nullable String usualType;
    private final int mostBytes;

    SubjectShape(SyncInput input, int mostBytes) {
        SubjectFields fields = Objects.requireNonNullElse(input.fields(), SubjectFields.USUAL);
        this.type = JsonPointer.compile(Objects.requireNonNullElse(fields.subjectType(), "/subject_type"));
        this.externalId = JsonPointer.compile(Objects.requireNonNullElse(fields.externalId(), "/external_id"));
        this.content = fields.content() == null ? null : JsonPointer.compile(fields.content());
        this.usualType = input.subjectType();
        this.mostBytes = mostBytes;
    }

    Found subject(JsonNode read) {
        if (!(read instanceof ObjectNode node)) {
            return new Found.Bad(new Fault("not_an_object", "It is no JSON object."), null, null);
        }
        String id = word(node.at(externalId));
        try {
            return subject(node, id);
        } catch (CanonicalJson.NotCanonical refused) {
            return new Found.Bad(new Fault(refused.code(), refused.reason()), null, null);
        }
    }

    private Found subject(ObjectNode node, @Nullable String id) {
        String kind = Objects.requireNonNullElse(word(node.at(type)), Objects.requireNonNullElse(usualType, ""));
        if (kind.isEmpty()) {
            return bad("subject_type_missing", "It names no subject type at " + type + ".", id, node);
        }
        if (id == null) {
            return bad("external_id_missing", "It names no external id at " + externalId + ".", null, node);
        }
        if (tooLong(kind, Subject.LONGEST_TYPE) || tooLong(id, Subject.LONGEST_ID)) {
            String limits = "A subject type may have %,d bytes, an external id %,d."
                    .formatted(Subject.LONGEST_TYPE, Subject.LONGEST_ID);
            return bad("external_id_too_long", limits, null, null);
        }
        if (!(content(node) instanceof ObjectNode compared)) {
            return bad("content_missing", "There is no object at " + content + ".", id, node);
        }
        String text = CanonicalJson.text(compared);
        if (tooLong(text, mostBytes)) {
            return bad("subject_too_large", "It is longer than %,d bytes.".formatted(mostBytes), id, null);
        }
        String unusedChecked = CanonicalJson.text(TextNode.valueOf(kind + id));
        return new Found.Good(new Subject(kind, id, text));
    }

    private JsonNode content(ObjectNode node) {
        if (content != null) {
            return node.at(content);
        }
        ObjectNode rest = node.deepCopy();
        remove(rest, type);
        remove(rest, externalId);
        return rest;
    }

    private static void remove(ObjectNode from, JsonPointer place) {
        if (from.at(place.head()) instanceof ObjectNode parent) {
            JsonNode unused = parent.remove(place.last().getMatchingProperty());
        }
    }

    /** A text that is not blank, or a whole number. */
    private static @Nullable String word(JsonNode value) {
        if (value.isIntegralNumber()) {
            return value.asText();
        }
        return value.isTextual() && !value.textValue().isBlank() ? value.textValue() : null;
    }

    private static boolean tooLong(String text, int bytes) {
        return text.length() > bytes || text.getBytes(UTF_8).length > bytes;
    }

    private static Found bad(String code, String message, @Nullable String key, @Nullable ObjectNode sent) {
        if (sent != null && CanonicalJson.text(sent).length() > LONGEST_SHOWN) {
            return new Found.Bad(new Fault(code, message), key, null);
        }
        return new Found.Bad(new Fault(code, message), key, sent);
    }
}
