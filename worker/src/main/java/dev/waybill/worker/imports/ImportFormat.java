package dev.waybill.worker.imports;

import dev.waybill.shared.imports.ImportInput;
import dev.waybill.shared.job.JobType;
import dev.waybill.shared.job.Progress;
import dev.waybill.shared.job.Rejected;

/**
 * Where the records of one type of import come from. A new format is one of these and its reader.
 *
 * @param <I> the type's input
 */
interface ImportFormat<I extends ImportInput> {

    JobType<I> type();

    /**
     * Makes the source ready to be read; what an earlier attempt fetched is not fetched again.
     *
     * @throws Rejected when there is nothing that could be read
     */
    Origin open(I input, Progress progress) throws Exception;
}
