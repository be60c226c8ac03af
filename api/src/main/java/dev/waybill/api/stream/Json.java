package dev.waybill.api.stream;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.waybill.shared.job.JobJson;
import java.io.UncheckedIOException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A document that is written once, by the first who needs it, for all who are sent it. */
final class Json {

    private @Nullable Supplier<Object> document;
    private byte[] bytes = {};

    Json(Supplier<Object> document) {
        this.document = document;
    }

    /** To be read only. */
    synchronized byte[] bytes() {
        if (document != null) {
            try {
                bytes = JobJson.MAPPER.writeValueAsBytes(document.get());
            } catch (JsonProcessingException e) {
                throw new UncheckedIOException(e);
            }
            document = null;
        }
        return bytes;
    }
}
