package dev.waybill.api.audit;

import com.fasterxml.jackson.databind.JsonNode;
import dev.waybill.shared.tenancy.AuditEntry;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** An entry of the audit log; its fields as {@link AuditEntry} tells them. */
record AuditView(
        long id,
        Instant createdAt,
        @Nullable Long userId,
        @Nullable Long apiKeyId,
        @Nullable String address,
        String action,
        @Nullable String subjectType,
        @Nullable Long subjectId,
        JsonNode details) {

    static AuditView of(AuditEntry entry) {
        return new AuditView(
                entry.id(),
                entry.at(),
                entry.userId(),
                entry.origin().apiKeyId(),
                entry.origin().address(),
                entry.action(),
                entry.subjectType(),
                entry.subjectId(),
                entry.details());
    }
}
