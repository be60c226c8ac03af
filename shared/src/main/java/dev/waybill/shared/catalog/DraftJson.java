package dev.waybill.shared.catalog;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.StringWriter;
import java.util.List;
import java.util.Set;
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
        StringWriter text = new StringWriter(drafts.size() << 9);
        try (JsonGenerator out = JSON.createGenerator(text)) {
            out.writeStartArray();
            for (ProductDraft draft : drafts) {
                out.writeStartObject();
                out.writeStringField("identity_key", draft.identity().key());
                out.writeNumberField("source_row", draft.sourceRow());
                out.writeObjectFieldStart("columns");
                for (ProductColumn column : columns) {
                    write(out, draft, column);
                }
                out.writeEndObject();
                out.writeEndObject();
            }
            out.writeEndArray();
        } catch (IOException impossible) {
            throw new IllegalStateException("texts, numbers and lists can always be written", impossible);
        }
        return text.toString();
    }

    private static void write(JsonGenerator out, ProductDraft draft, ProductColumn column) throws IOException {
        if (column == ProductColumn.PARENT_SKU && draft.parentSku() == null && draft.parentSourceId() != null) {
            // linked by linkParents, which must not be undone
            return;
        }
        out.writeFieldName(column.columnName());
        switch (column) {
            case SKU -> out.writeString(draft.sku());
            case HANDLE -> out.writeString(draft.handle());
            case NAME -> out.writeString(draft.name());
            case DESCRIPTION -> out.writeString(draft.description());
            case PRICE -> out.writeNumber(draft.price());
            case COMPARE_AT_PRICE -> out.writeNumber(draft.compareAtPrice());
            case CURRENCY -> out.writeString(draft.currency());
            case STOCK -> JSON.writeValue(out, draft.stock());
            case VENDOR -> out.writeString(draft.vendor());
            case CATEGORIES -> write(out, draft.categories());
            case TAGS -> write(out, draft.tags());
            case IMAGE_URLS -> write(out, draft.imageUrls());
            case ATTRIBUTES -> JSON.writeValue(out, draft.attributes());
            case OPTIONS -> JSON.writeValue(out, draft.options());
            case PARENT_SKU -> out.writeString(draft.parentSku());
            case SOURCE_ID -> out.writeString(draft.sourceId());
            case PARENT_SOURCE_ID -> out.writeString(draft.parentSourceId());
        }
    }

    private static void write(JsonGenerator out, List<String> texts) throws IOException {
        out.writeArray(texts.toArray(String[]::new), 0, texts.size());
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

    private static String write(JsonNode tree) {
        try {
            return JSON.writeValueAsString(tree);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a tree can always be written", impossible);
        }
    }
}
