package dev.waybill.shared.inventory;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which findings. Null and empty mean any.
 *
 * @param tenantId whose
 * @param statuses any of these
 * @param findingType for example {@code drift}
 * @param subjectType for example {@code product}
 * @param scopeKey the selection hash of the runs that were compared
 * @param runId a sync run that it was seen in last, as the baseline or as the current one
 * @param operationRunId the process that saw it last
 * @param seenFrom last seen then or later
 * @param seenBefore last seen earlier than that
 * @param change what was found
 * @param acknowledgedAt acknowledged at just this time: those that one acknowledgement took
 * @param upTo no higher id: what has come since is not meant
 */
public record FindingFilter(
        @Nullable Long tenantId,
        Set<FindingStatus> statuses,
        @Nullable String findingType,
        @Nullable String subjectType,
        @Nullable String scopeKey,
        @Nullable Long runId,
        @Nullable Long operationRunId,
        @Nullable Instant seenFrom,
        @Nullable Instant seenBefore,
        @Nullable Change change,
        @Nullable Instant acknowledgedAt,
        @Nullable Long upTo) {

    /** All findings. */
    public static final FindingFilter ALL =
            new FindingFilter(null, Set.of(), null, null, null, null, null, null, null, null, null, null);

    public FindingFilter {
        statuses = Set.copyOf(statuses);
    }

    /** All findings of the tenant. */
    public static FindingFilter ofTenant(long tenantId) {
        return new FindingFilter(tenantId, Set.of(), null, null, null, null, null, null, null, null, null, null);
    }

    /** Those of them that were last seen in this time; null bounds nothing. */
    public FindingFilter seenWithin(@Nullable Instant from, @Nullable Instant before) {
        return with(statuses, from, before, acknowledgedAt, upTo);
    }

    /** Those of them that have any of these statuses; none means any. */
    public FindingFilter in(Set<FindingStatus> newStatuses) {
        return with(newStatuses, seenFrom, seenBefore, acknowledgedAt, upTo);
    }

    /** Those of them that were acknowledged at just this time. */
    public FindingFilter acknowledged(Instant at) {
        return with(statuses, seenFrom, seenBefore, at, upTo);
    }

    /** Those of them that have no higher id than this. */
    public FindingFilter upTo(long highest) {
        return with(statuses, seenFrom, seenBefore, acknowledgedAt, upTo == null ? highest : Math.min(upTo, highest));
    }

    private FindingFilter with(
            Set<FindingStatus> newStatuses,
            @Nullable Instant from,
            @Nullable Instant before,
            @Nullable Instant acknowledged,
            @Nullable Long highest) {
        return new FindingFilter(
                tenantId,
                newStatuses,
                findingType,
                subjectType,
                scopeKey,
                runId,
                operationRunId,
                from,
                before,
                change,
                acknowledged,
                highest);
    }
}
