package dev.waybill.worker.outbound;

import dev.waybill.shared.files.StoredFile;
import dev.waybill.shared.imports.Validators;

/** What came of fetching a file. */
public sealed interface Fetched {

    /** Its content is what was known before. */
    record NotModified() implements Fetched {}

    /**
     * A copy is stored.
     *
     * @param validators to be remembered once the content is dealt with
     */
    record Stored(StoredFile file, Validators validators) implements Fetched {}
}
