package dev.waybill.shared.queue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.waybill.shared.job.JobJson;
import dev.waybill.shared.job.JobType;
import dev.waybill.shared.tenancy.Scope;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A wish to have a job run.
 *
 * @param scope who wants it, where; a null workspace makes it a system run
 * @param input JSON object that fits the type's schema
 * @param name label for people, for example {@code Import products.csv}
 * @param priority 0 is normal, higher is more urgent
 * @param runAt not before; null means now
 * @param maxAttempts null takes the type's
 * @param idempotencyKey at most one active process of the workspace and tenant has it
 */
public record Submission(
        Scope scope,
        String type,
        @Nullable String subtype,
        JsonNode input,
        @Nullable Long tenantId,
        @Nullable String name,
        int priority,
        @Nullable Instant runAt,
        @Nullable Integer maxAttempts,
        @Nullable String idempotencyKey,
        @Nullable String relatedType,
        @Nullable Long relatedId,
        @Nullable String resource,
        @Nullable String action,
        @Nullable JsonNode itemIds,
        @Nullable JsonNode context,
        @Nullable JsonNode metadata,
        @Nullable Long retryOf) {

    /** The given input for this type, with everything else left to its default. */
    public static <I> Submission of(Scope scope, JobType<I> type, I input) {
        return of(scope, type.name(), type.subtype(), JobJson.MAPPER.valueToTree(input));
    }

    /** The given JSON for this type, with everything else left to its default. */
    public static Submission of(Scope scope, String type, @Nullable String subtype, JsonNode input) {
        return new Submission(
                scope, type, subtype, input, null, null, 0, null, null, null, null, null, null, null, null, null, null,
                null);
    }

    public Submission named(String newName) {
        return new Submission(
                scope,
                type,
                subtype,
                input,
                tenantId,
                newName,
                priority,
                runAt,
                maxAttempts,
                idempotencyKey,
                relatedType,
                relatedId,
                resource,
                action,
                itemIds,
                context,
                metadata,
                retryOf);
    }

    public Submission notBefore(Instant instant) {
        return new Submission(
                scope,
                type,
                subtype,
                input,
                tenantId,
                name,
                priority,
                instant,
                maxAttempts,
                idempotencyKey,
                relatedType,
                relatedId,
                resource,
                action,
                itemIds,
                context,
                metadata,
                retryOf);
    }

    public Submission onceAtATime(String key) {
        return new Submission(
                scope,
                type,
                subtype,
                input,
                tenantId,
                name,
                priority,
                runAt,
                maxAttempts,
                key,
                relatedType,
                relatedId,
                resource,
                action,
                itemIds,
                context,
                metadata,
                retryOf);
    }

    public Submission relatedTo(String newRelatedType, long newRelatedId) {
        return new Submission(
                scope,
                type,
                subtype,
                input,
                tenantId,
                name,
                priority,
                runAt,
                maxAttempts,
                idempotencyKey,
                newRelatedType,
                newRelatedId,
                resource,
                action,
                itemIds,
                context,
                metadata,
                retryOf);
    }
}
