package dev.waybill.worker.inventory;

import com.fasterxml.jackson.databind.JsonNode;
import dev.waybill.shared.inventory.Subject;
import dev.waybill.worker.source.Fault;
import org.jspecify.annotations.Nullable;

/** What became of one record of a source. */
sealed interface Found {

    /** A subject. */
    record Good(Subject subject) implements Found {}

    /**
     * A record that is no subject.
     *
     * @param key what it calls itself; null when it does not say
     * @param sent the record, so that it can be corrected; null when it cannot be shown
     */
    record Bad(Fault fault, @Nullable String key, @Nullable JsonNode sent) implements Found {}
}
