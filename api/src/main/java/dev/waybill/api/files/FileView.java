package dev.waybill.api.files;

import dev.waybill.shared.files.StoredFile;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A stored file as the API shows it.
 *
 * @param size in bytes
 * @param sha256 of its content, in hexadecimal
 * @param contentType as it was declared; null when it was not
 */
record FileView(
        UUID id,
        String name,
        long size,
        String sha256,
        @Nullable String contentType,
        Instant createdAt) {

    static FileView of(StoredFile file) {
        return new FileView(file.id(), file.name(), file.size(), file.sha256(), file.contentType(), file.createdAt());
    }
}
