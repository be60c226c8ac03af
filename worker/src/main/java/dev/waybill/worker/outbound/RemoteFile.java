package dev.waybill.worker.outbound;

import dev.waybill.shared.imports.Validators;
import org.jspecify.annotations.Nullable;

/**
 * A file to be fetched.
 *
 * @param url with http or https
 * @param credential name of a configured secret; null for none
 * @param known what was remembered of its content; null fetches it in any case
 */
public record RemoteFile(
        String url, @Nullable String credential, @Nullable Validators known) {}
