package dev.waybill.worker.imports;

import dev.waybill.shared.imports.CsvInput;
import dev.waybill.shared.job.JobJson;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/** Inputs as callers write them. */
final class Inputs {

    private Inputs() {}

    /** An input of any type with these members. */
    static <I> I of(Class<I> type, Map<String, ?> members) {
        return JobJson.MAPPER.convertValue(members, type);
    }

    /** The file as CSV, with these other members. */
    static CsvInput csv(UUID file, Map<String, ?> members) {
        Map<String, Object> all = new HashMap<>(members);
        all.put("file_id", file);
        return of(CsvInput.class, all);
    }
}
