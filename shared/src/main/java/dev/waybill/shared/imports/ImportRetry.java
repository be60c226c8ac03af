package dev.waybill.shared.imports;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.waybill.shared.job.ItemRetry;

/** Imports the rows that failed once more. */
final class ImportRetry implements ItemRetry {

    @Override
    public String label() {
        return ImportTypes.CSV.label();
    }

    @Override
    public ObjectNode input(ObjectNode original, long retryOf) {
        return original.deepCopy().put("retry_of", retryOf);
    }
}
