package dev.waybill.worker.imports;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.waybill.shared.catalog.ProductDraft;
import dev.waybill.shared.imports.XmlInput;
import dev.waybill.worker.source.ReadLimits;
import java.io.ByteArrayInputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Takes XML through everything that an import does before it needs a database. */
final class Feed {

    private Feed() {}

    static List<Checked<ProductDraft>> check(String xml) {
        return check(xml, Map.of());
    }

    static List<Checked<ProductDraft>> check(String xml, Map<String, ?> members) {
        Map<String, Object> all = new HashMap<>(members);
        all.put("file_id", UUID.randomUUID());
        XmlInput input = Inputs.of(XmlInput.class, all);
        byte[] bytes = xml.getBytes(UTF_8);
        return Sheet.check(
                SourceFormats.xml(() -> new ByteArrayInputStream(bytes), input.recordPath(), ReadLimits.DEFAULTS),
                input.settings());
    }

    static List<ProductDraft> drafts(String xml) {
        return Sheet.drafts(check(xml));
    }
}
