package dev.waybill.shared.inventory;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.waybill.shared.imports.ApiOptions;
import jakarta.validation.Valid;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where the subjects come from: exactly one of these.
 *
 * @param fileId an uploaded file, one JSON object a line
 * @param api a JSON API, in pages
 * @param catalog our own records
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record SyncSource(
        @Nullable UUID fileId,
        @Nullable @Valid ApiOptions api,
        @Nullable Catalog catalog) {

    /** Records of the workspace. */
    public enum Catalog {
        @JsonProperty("products")
        PRODUCTS,
        @JsonProperty("locations")
        LOCATIONS
    }

    public SyncSource {
        if (Stream.of(fileId, api, catalog).filter(Objects::nonNull).count() != 1) {
            throw new IllegalArgumentException("must name exactly one of file_id, api and catalog");
        }
    }

    /** One JSON object a line. */
    public static SyncSource file(UUID fileId) {
        return new SyncSource(fileId, null, null);
    }
}
