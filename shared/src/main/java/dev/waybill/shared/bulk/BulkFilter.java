package dev.waybill.shared.bulk;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.waybill.shared.process.OperatorStatus;
import dev.waybill.shared.process.ProcessFilter;
import dev.waybill.shared.process.ProcessStatus;
import dev.waybill.shared.tenancy.Scope;
import jakarta.validation.constraints.NotNull;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A {@link ProcessFilter} as it is stored, by the names that {@code GET /api/processes} has for its parameters.
 *
 * @param status words of statuses; empty for any
 * @param operatorStatus words of operators; empty for any
 * @param hidden labels of types that are left out
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record BulkFilter(
        @NotNull List<String> status,
        @NotNull List<String> operatorStatus,
        @Nullable String type,
        @Nullable String subtype,
        @Nullable Long tenantId,
        @Nullable Long userId,
        @Nullable String relatedType,
        @Nullable Long relatedId,
        @Nullable Instant since,
        @Nullable String text,
        @NotNull List<String> hidden) {

    private static final long NOBODY = 0;

    public BulkFilter(
            @Nullable List<String> status,
            @Nullable List<String> operatorStatus,
            @Nullable String type,
            @Nullable String subtype,
            @Nullable Long tenantId,
            @Nullable Long userId,
            @Nullable String relatedType,
            @Nullable Long relatedId,
            @Nullable Instant since,
            @Nullable String text,
            @Nullable List<String> hidden) {
        this.status = status == null ? List.of() : List.copyOf(status);
        this.operatorStatus = operatorStatus == null ? List.of() : List.copyOf(operatorStatus);
        this.type = type;
        this.subtype = subtype;
        this.tenantId = tenantId;
        this.userId = userId;
        this.relatedType = relatedType;
        this.relatedId = relatedId;
        this.since = since;
        this.text = text;
        this.hidden = hidden == null ? List.of() : List.copyOf(hidden);
    }

    /** @throws IllegalArgumentException for a word that is none */
    public ProcessFilter filter() {
        return new ProcessFilter(
                constants(status, ProcessStatus.class),
                constants(operatorStatus, OperatorStatus.class),
                type,
                subtype,
                tenantId,
                userId,
                relatedType,
                relatedId,
                since,
                text,
                Set.copyOf(hidden));
    }

    /** The same, of what the scope may see: who acts on it later acts for the whole workspace. */
    public BulkFilter within(Scope scope) {
        if (!scope.own()) {
            return this;
        }
        boolean others = userId != null && !userId.equals(scope.userId());
        return new BulkFilter(
                status,
                operatorStatus,
                type,
                subtype,
                tenantId,
                others ? Long.valueOf(NOBODY) : scope.userId(),
                relatedType,
                relatedId,
                since,
                text,
                hidden);
    }

    private static <E extends Enum<E>> Set<E> constants(List<String> words, Class<E> type) {
        return words.stream()
                .map(word -> Arrays.stream(type.getEnumConstants())
                        .filter(constant ->
                                constant.name().toLowerCase(Locale.ROOT).equals(word))
                        .findFirst()
                        .orElseThrow(() -> new IllegalArgumentException("must be known: " + word)))
                .collect(Collectors.toSet());
    }
}
