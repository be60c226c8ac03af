package dev.waybill.shared.catalog;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Drafts as the upsert takes them, and states as it gives them back; prices keep their digits. */
final class DraftJson {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
            .build();

    private DraftJson() {}

    /** A list of {@code {"identity_key", "source_row", "columns": {...}}}. */
    static String write(List<ProductDraft> drafts, Set<ProductColumn> columns) {
        Set<String> names = columns.stream().map(ProductColumn::columnName).collect(Collectors.toSet());
        ArrayNode list = JSON.createArrayNode();
        for (ProductDraft draft : drafts) {
            list.addObject()
                    .put("identity_key", draft.identity().key())
                    .put("source_row", draft.sourceRow())
                    .set("columns", columns(draft, names));
        }
        return write(list);
    }

    /** A list of {@code {"id", "before", "after"}}. */
    static String write(List<ProductRestore> changes) {
        ArrayNode list = JSON.createArrayNode();
        for (ProductRestore change : changes) {
            ObjectNode item = list.addObject().put("id", change.productId().toString());
            item.set("before", change.before());
            item.set("after", change.after());
        }
        return write(list);
    }

    /** Null stays null. */
    static @Nullable JsonNode readNullable(@Nullable String json) {
        return json == null ? null : read(json);
    }

    static JsonNode read(String json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("PostgreSQL gave something that is no JSON", impossible);
        }
    }

    private static ObjectNode columns(ProductDraft draft, Set<String> names) {
        ObjectNode columns = JSON.valueToTree(draft);
        columns.retain(names);
        if (draft.parentSku() == null && draft.parentSourceId() != null) {
            // linked by linkParents, which must not be undone
            columns.remove("parent_sku");
        }
        return columns;
    }

    private static String write(JsonNode tree) {
        try {
            return JSON.writeValueAsString(tree);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a tree can always be written", impossible);
        }
    }
}
