package dev.waybill.worker.inventory;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.waybill.shared.inventory.CanonicalJson;
import dev.waybill.shared.inventory.Subject;
import dev.waybill.worker.source.Fault;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads our own records, page by page. Its position is the identity key of the last one. */
final class CatalogReader implements SubjectReader {

    private final String type;
    private final List<String> fields;
    private final Function<String, Map<String, JsonNode>> pages;
    private final Deque<Map.Entry<String, JsonNode>> page = new ArrayDeque<>();
    private String position;

    /**
     * @param fields members that are taken; none for all
     * @param pages the records that follow an identity key, by theirs
     */
    CatalogReader(String type, List<String> fields, Function<String, Map<String, JsonNode>> pages, String position) {
        this.type = type;
        this.fields = fields;
        this.pages = pages;
        this.position = position;
    }

    @Override
    public @Nullable Found next() {
        if (page.isEmpty()) {
            page.addAll(pages.apply(position).entrySet());
        }
        Map.Entry<String, JsonNode> next = page.poll();
        if (next == null) {
            return null;
        }
        position = next.getKey();
        if (position.getBytes(StandardCharsets.UTF_8).length > Subject.LONGEST_ID) {
            String reason = "Its identity is longer than %,d bytes.".formatted(Subject.LONGEST_ID);
            return new Found.Bad(new Fault("external_id_too_long", reason), null, null);
        }
        return new Found.Good(new Subject(type, position, CanonicalJson.text(chosen(next.getValue()))));
    }

    @Override
    public String position() {
        return position;
    }

    private JsonNode chosen(JsonNode record) {
        return fields.isEmpty() || !(record instanceof ObjectNode object) ? record : object.retain(fields);
    }
}
