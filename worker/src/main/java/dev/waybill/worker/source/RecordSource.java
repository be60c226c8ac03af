package dev.waybill.worker.source;

import dev.waybill.shared.job.Rejected;
import java.io.IOException;

/**
 * Records in some format: CSV today, others by implementing this. A source is surveyed once, before anything is done with
 * its records, and then opened as often as needed: an attempt that goes on after a crash opens it again with the survey
 * that its checkpoint kept, and reads the same records under the same numbers.
 */
public interface RecordSource {

    /**
     * Reads all of it once, in constant memory.
     *
     * @throws Rejected when it is not of this format or holds no records; the reason codes are listed in docs/errors.md
     */
    Survey survey() throws IOException;

    /** Opens it at its first record; the caller closes. */
    RecordReader open(Survey survey) throws IOException;
}
