package dev.waybill.worker.imports;

import dev.waybill.shared.imports.Validators;
import java.util.UUID;

/**
 * A remote file as it was fetched.
 *
 * @param fileId its stored copy
 * @param validators to be remembered once it is imported
 */
record FetchedCopy(UUID fileId, Validators validators) {}
