package dev.waybill.shared.queue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.waybill.shared.job.AwaitChildren;
import dev.waybill.shared.job.JobJson;
import dev.waybill.shared.job.JobType;
import dev.waybill.shared.job.RunScoping;
import dev.waybill.shared.process.Conduct;
import dev.waybill.shared.tenancy.Scope;
import dev.waybill.shared.tracing.TraceContext;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;
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
 * @param idempotencyKey at most one active process of the workspace and tenant has it; a type with a {@link RunScoping}
 *     makes its own
 * @param conduct how it runs beside others
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
        @Nullable Long retryOf,
        Conduct conduct) {

    /** The given input for this type, with everything else left to its default. */
    public static <I> Submission of(Scope scope, JobType<I> type, I input) {
        return of(scope, type.name(), type.subtype(), JobJson.MAPPER.valueToTree(input));
    }

    /** The given JSON for this type, with everything else left to its default. */
    public static Submission of(Scope scope, String type, @Nullable String subtype, JsonNode input) {
        return new Submission(
                scope,
                type,
                subtype,
                input,
                null,
                null,
                0,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                Conduct.PLAIN);
    }

    public Submission named(String newName) {
        return with(copy -> copy.name = newName);
    }

    public Submission notBefore(Instant instant) {
        return with(copy -> copy.runAt = instant);
    }

    /** The same with another input. */
    Submission withInput(JsonNode newInput) {
        return new Submission(
                scope,
                type,
                subtype,
                newInput,
                tenantId,
                name,
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
                retryOf,
                conduct);
    }

    /** The same about what its type says that it is about; at most one such run is active. */
    Submission scoped(RunScoping.ScopedRun scoped) {
        return new Submission(
                scope,
                type,
                subtype,
                scoped.input(),
                tenantId,
                name,
                priority,
                runAt,
                maxAttempts,
                "%d:%s:%s".formatted(tenantId, scoped.operation(), scoped.scopeKey()),
                relatedType,
                relatedId,
                scoped.resource() == null ? resource : scoped.resource(),
                scoped.action() == null ? action : scoped.action(),
                scoped.itemIds(),
                context,
                metadata,
                retryOf,
                conduct);
    }

    public Submission withPriority(int newPriority) {
        return with(copy -> copy.priority = newPriority);
    }

    /** For a tenant of the workspace; null for none. */
    public Submission ofTenant(@Nullable Long newTenantId) {
        return with(copy -> copy.tenantId = newTenantId);
    }

    /** With a JSON object that is kept beside it. */
    public Submission inContext(JsonNode newContext) {
        return with(copy -> copy.context = newContext);
    }

    /** So many attempts may fail before the process does. */
    public Submission withMaxAttempts(int attempts) {
        return with(copy -> copy.maxAttempts = attempts);
    }

    public Submission onceAtATime(String key) {
        return with(copy -> copy.idempotencyKey = key);
    }

    public Submission relatedTo(String newRelatedType, long newRelatedId) {
        return with(copy -> {
            copy.relatedType = newRelatedType;
            copy.relatedId = newRelatedId;
        });
    }

    /** At most {@code limit} processes of the workspace with this key run at a time; 1 to 200 characters. */
    public Submission limitedTo(int limit, String key) {
        return with(copy -> copy.conduct = conduct.withConcurrency(key, limit));
    }

    /** An attempt that runs longer is stopped, whatever its type says. */
    public Submission withTimeout(Duration timeout) {
        return with(copy -> copy.conduct = conduct.withTimeout(timeout));
    }

    /** Which items it runs over, where its input does not say it. */
    Submission over(JsonNode items) {
        return with(copy -> copy.itemIds = items);
    }

    /** A part of the work of another process, which may wait for it with {@link AwaitChildren}. */
    public Submission childOf(long processId) {
        return with(copy -> copy.conduct = conduct.withParent(processId));
    }

    /** For what the calling thread works for, which another thread would not know. */
    Submission traced() {
        return with(copy -> copy.metadata = TraceContext.kept(metadata));
    }

    private Submission with(Consumer<Copy> change) {
        Copy copy = new Copy(this);
        change.accept(copy);
        return copy.build(this);
    }

    /** What the methods above may change. */
    private static final class Copy {
        private @Nullable Long tenantId;
        private @Nullable JsonNode itemIds;
        private @Nullable JsonNode context;
        private @Nullable JsonNode metadata;
        private @Nullable String name;
        private int priority;
        private @Nullable Instant runAt;
        private @Nullable Integer maxAttempts;
        private @Nullable String idempotencyKey;
        private @Nullable String relatedType;
        private @Nullable Long relatedId;
        private Conduct conduct;

        Copy(Submission original) {
            tenantId = original.tenantId;
            itemIds = original.itemIds;
            context = original.context;
            metadata = original.metadata;
            name = original.name;
            priority = original.priority;
            runAt = original.runAt;
            maxAttempts = original.maxAttempts;
            idempotencyKey = original.idempotencyKey;
            relatedType = original.relatedType;
            relatedId = original.relatedId;
            conduct = original.conduct;
        }

        Submission build(Submission original) {
            return new Submission(
                    original.scope,
                    original.type,
                    original.subtype,
                    original.input,
                    tenantId,
                    name,
                    priority,
                    runAt,
                    maxAttempts,
                    idempotencyKey,
                    relatedType,
                    relatedId,
                    original.resource,
                    original.action,
                    itemIds,
                    context,
                    metadata,
                    original.retryOf,
                    conduct);
        }
    }
}
