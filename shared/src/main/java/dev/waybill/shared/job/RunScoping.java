package dev.waybill.shared.job;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/**
 * Says what a run of a type is about, when it is submitted: while one is active, a further submission about the same is
 * answered with it. A Spring bean for one type.
 */
public interface RunScoping {

    /** The type's label, for example {@code drift}. */
    String label();

    /**
     * The scope of a submission.
     *
     * @param tenantId whose it is; null when it names no tenant
     * @param input as it was checked against the type's schema
     * @throws Rejected when there can be no such run now; the submission is refused with the same code
     */
    ScopedRun scope(long workspaceId, @Nullable Long tenantId, ObjectNode input);

    /**
     * A run whose scope is known (seed unified-operations-runs: deterministic and stable per tenant, operation and scope).
     *
     * @param input to be stored instead of what was sent
     * @param operation what is done, for example {@code drift.generate}
     * @param scopeKey to what
     * @param resource first word of the operation; null leaves what was sent
     * @param action second word of the operation; null leaves what was sent
     * @param itemIds stable identifiers of what the run is about
     */
    record ScopedRun(
            ObjectNode input,
            String operation,
            String scopeKey,
            @Nullable String resource,
            @Nullable String action,
            JsonNode itemIds) {}
}
