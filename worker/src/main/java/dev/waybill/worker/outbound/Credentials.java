package dev.waybill.worker.outbound;

import dev.waybill.shared.job.Rejected;
import java.util.Map;
import java.util.Optional;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/** The configured secrets, by name. */
record Credentials(Map<String, OutboundCredential> byName) {

    Credentials {
        byName = Map.copyOf(byName);
    }

    /**
     * @param name null asks for none
     * @throws Rejected with {@code unknown_credential}, or {@code credential_forbidden} when the host must not get it
     */
    Optional<OutboundCredential> find(@Nullable String name, HttpUrl url) {
        if (name == null) {
            return Optional.empty();
        }
        OutboundCredential credential = byName.get(name);
        if (credential == null) {
            throw new Rejected("unknown_credential", "No credential of that name is configured.");
        }
        if (!credential.isFor(url)) {
            throw new Rejected(
                    "credential_forbidden", "The credential is not meant for %s.".formatted(HostName.of(url)));
        }
        return Optional.of(credential);
    }
}
