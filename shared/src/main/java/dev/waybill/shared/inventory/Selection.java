package dev.waybill.shared.inventory;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.waybill.shared.job.JobJson;
import dev.waybill.shared.job.Rejected;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a sync observes.
 *
 * @param canonical a JSON object, as {@link CanonicalJson#text}
 */
public record Selection(String canonical) {

    private static final int LONGEST = 10_000;

    /**
     * Of a sync: the caller's words, and what the server knows.
     *
     * @throws Rejected {@code invalid_selection}
     */
    public static Selection of(@Nullable String subtype, SyncInput input) {
        ObjectNode selection = input.selection() == null
                ? JobJson.MAPPER.createObjectNode()
                : input.selection().deepCopy();
        if (selection.has("sync") || selection.has("catalog")) {
            throw new Rejected("invalid_selection", "The server itself adds sync and catalog to the selection.");
        }
        selection.put("sync", Objects.requireNonNullElse(subtype, "full"));
        SyncSource.Catalog catalog = input.source().catalog();
        if (catalog != null) {
            selection.put("catalog", catalog.name().toLowerCase(Locale.ROOT));
        }
        return of(selection);
    }

    /**
     * As a sync run shows it.
     *
     * @throws Rejected {@code invalid_selection}
     */
    public static Selection of(ObjectNode selection) {
        try {
            String canonical = CanonicalJson.text(selection);
            if (canonical.length() > LONGEST) {
                throw new Rejected(
                        "invalid_selection", "The selection has more than %,d characters.".formatted(LONGEST));
            }
            return new Selection(canonical);
        } catch (CanonicalJson.NotCanonical refused) {
            throw new Rejected("invalid_selection", "The selection cannot be stored: " + refused.reason());
        }
    }

    /** The scope key: SHA-256 of the canonical text, 64 hexadecimal digits. */
    public String hash() {
        return CanonicalJson.hexHash(canonical);
    }
}
