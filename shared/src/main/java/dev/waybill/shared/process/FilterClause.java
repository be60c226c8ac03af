package dev.waybill.shared.process;

import dev.waybill.shared.tenancy.Scope;
import java.time.Instant;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;

/** What a {@link ProcessFilter} means, said once for lists, counts and selections. */
final class FilterClause {

    static final String WHERE = """
            workspace_id = :workspace
                AND (cardinality(:statuses) = 0 OR status = ANY(:statuses))
                AND (cardinality(:buckets) = 0 OR status = ANY(:buckets) OR status || ':' || outcome = ANY(:buckets))
                AND (:type::text IS NULL OR type = :type)
                AND (:subtype::text IS NULL OR subtype = :subtype)
                AND (cardinality(:hidden) = 0 OR type || COALESCE('/' || subtype, '') <> ALL(:hidden))
                AND (:tenant::bigint IS NULL OR tenant_id = :tenant)
                AND (:user::bigint IS NULL OR user_id = :user)
                AND (:related_type::text IS NULL OR related_type = :related_type)
                AND (:related_id::bigint IS NULL OR related_id = :related_id)
                AND (:since::timestamptz IS NULL OR created_at >= :since::timestamptz)
                AND (:text::text IS NULL OR id::text = :text OR name ILIKE :pattern OR error_message ILIKE :pattern
                    OR type || COALESCE('/' || subtype, '') ILIKE :pattern)
            """;

    private FilterClause() {}

    static StatementSpec bind(StatementSpec statement, Scope scope, ProcessFilter filter) {
        return statement
                .param("workspace", scope.workspaceId())
                .param("statuses", words(filter.statuses().stream().map(ProcessStatus::word)))
                .param("buckets", words(filter.operatorStatuses().stream().flatMap(s -> s.stored().stream())))
                .param("type", filter.type())
                .param("subtype", filter.subtype())
                .param("hidden", filter.hidden().toArray(String[]::new))
                .param("tenant", filter.tenantId())
                .param("user", filter.userId())
                .param("related_type", filter.relatedType())
                .param("related_id", filter.relatedId())
                .param("since", text(filter.since()))
                .param("text", filter.text())
                .param("pattern", pattern(filter.text()));
    }

    private static String[] words(Stream<String> words) {
        return words.toArray(String[]::new);
    }

    private static @Nullable String text(@Nullable Instant instant) {
        return instant == null ? null : instant.toString();
    }

    private static @Nullable String pattern(@Nullable String text) {
        return text == null ? null : "%" + text.replaceAll("([\\\\%_])", "\\\\$1") + "%";
    }
}
