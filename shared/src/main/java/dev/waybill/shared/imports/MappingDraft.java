package dev.waybill.shared.imports;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/**
 * A mapping as somebody wants to have it saved.
 *
 * @param name unique in the workspace, at most 100 characters
 * @param target what its records become
 * @param format the subtype it is for: csv, xml, excel or api; null for any
 * @param options other members of the input that go with it, for example {@code sheet}; not checked here
 */
public record MappingDraft(
        String name, ImportTarget target, @Nullable String format, ImportMapping mapping, ObjectNode options) {

    public MappingDraft {
        ImportSettings.requireFields(target, mapping);
        options = options.deepCopy();
    }
}
