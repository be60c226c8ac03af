package dev.waybill.shared.imports;

import dev.waybill.shared.job.JobType;
import java.time.Duration;

/** The job types {@code import/*}. */
public final class ImportTypes {

    /** Products out of a CSV file. */
    public static final JobType<ImportInput> CSV = JobType.of("import", ImportInput.class)
            .withSubtype("csv")
            .withQueue("import")
            .withTimeout(Duration.ofHours(2));

    private ImportTypes() {}
}
