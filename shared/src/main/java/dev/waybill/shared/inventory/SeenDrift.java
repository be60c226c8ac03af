package dev.waybill.shared.inventory;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * Drift of one subject, as a process sees it.
 *
 * @param evidence as {@link Finding#evidence()}
 */
public record SeenDrift(SubjectKey subject, Change change, JsonNode evidence) {

    /** The same for the same drift, whoever sees it when: 64 hexadecimal digits. */
    String fingerprint(long tenantId, String scopeKey) {
        return CanonicalJson.hexHash(String.join(
                "\0",
                Long.toString(tenantId),
                InventoryTypes.DRIFT_FINDING,
                scopeKey,
                subject.type(),
                subject.externalId(),
                change.word()));
    }
}
