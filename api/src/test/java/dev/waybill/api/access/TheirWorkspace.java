package dev.waybill.api.access;

import dev.waybill.api.ApiNode;
import dev.waybill.api.Http;
import dev.waybill.shared.access.ApiKey;
import dev.waybill.shared.access.ApiKeys;
import dev.waybill.shared.files.FileStore;
import dev.waybill.shared.files.NewFile;
import dev.waybill.shared.tenancy.Role;
import dev.waybill.shared.tenancy.Scope;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Another workspace with one of everything; each has {@link #MARK} where anybody could read it. */
final class TheirWorkspace {

    static final long ID = 2;
    static final long USER = 50;
    static final String MARK = "theirs-alone";

    private final JdbcClient behind;
    private final ApiKey.Made key;
    final Http http;
    final long tenant;
    final long process;
    final long batch;
    final long batchItem;
    final long enrichment;
    final long enrichmentItem;
    final long pack;
    final long mapping;
    final long webhook;
    final long syncRun;
    final long finding;
    final long notification;
    final long archive;
    final String file;

    TheirWorkspace(ApiNode node, JdbcClient behind) {
        this.behind = behind;
        behind.sql("INSERT INTO workspaces (id, name) VALUES (2, 'theirs-alone')")
                .update();
        behind.sql("INSERT INTO users (id, name, email) VALUES (50, 'theirs-alone', 'theirs-alone@example.com')")
                .update();
        behind.sql("INSERT INTO workspace_members (workspace_id, user_id, role) VALUES (2, 50, 'admin')")
                .update();
        key = node.bean(ApiKeys.class)
                .create(new Scope(ID, USER, Role.ADMIN, false), new ApiKey.Wanted(MARK, USER, Role.ADMIN, false, null))
                .orElseThrow();
        http = node.http().as(key.text().text());
        tenant = made("/api/tenants", "{\"name\":\"%s\",\"external_id\":\"%s\"}");
        process = made("/api/processes", "{\"type\":\"test_echo\",\"name\":\"%s\",\"input\":{\"message\":\"%s\"}}");
        batch = made("/api/ai-location-imports", "{\"source_answers\":{\"brand\":\"%s\"},\"name\":\"%s\"}");
        enrichment = made(
                "/api/processes",
                "{\"type\":\"ai_enrich\",\"subtype\":\"bulk\",\"name\":\"%s\",\"input\":{\"filter\":{\"missing\":"
                        + "\"description\"},\"fields\":[\"description\"]}}");
        pack = made("/api/review-packs", "{\"tenant_id\":" + tenant + ",\"name\":\"%s\"}");
        mapping = made("/api/import-mappings", "{\"name\":\"%s\",\"format\":\"csv\",\"mapping\":{\"sku\":\"%s\"}}");
        webhook = made("/api/webhooks", "{\"url\":\"https://hook.example/%s\",\"description\":\"%s\"}");
        file = file(node.bean(FileStore.class));
        syncRun = row("""
                INSERT INTO inventory_sync_runs (workspace_id, tenant_id, selection, selection_hash)
                VALUES (2, :tenant, '{"name": "theirs-alone"}', repeat('a', 64)) RETURNING id
                """);
        finding = row("""
                INSERT INTO findings (workspace_id, tenant_id, finding_type, scope_key, fingerprint, subject_type,
                    subject_external_id, change, evidence_jsonb)
                VALUES (2, :tenant, 'drift', 'theirs-alone', repeat('b', 64), 'device', 'theirs-alone', 'added', '{}')
                RETURNING id
                """);
        notification = row("""
                INSERT INTO notifications (workspace_id, user_id, kind, payload)
                VALUES (2, 50, 'webhook_disabled', '{"url": "theirs-alone"}') RETURNING id
                """);
        archive = row("""
                INSERT INTO process_archives (workspace_id, file_id, first_process_id, last_process_id, processes)
                SELECT 2, id, 1, 1, 1 FROM files WHERE workspace_id = 2 RETURNING id
                """);
        batchItem = row("""
                INSERT INTO ai_location_import_items (workspace_id, batch_id, normalized_payload)
                SELECT 2, id, '{"name": "theirs-alone"}' FROM ai_location_import_batches WHERE workspace_id = 2
                RETURNING id
                """);
        enrichmentItem = row("""
                INSERT INTO enrichment_items (workspace_id, process_id, item_index, record_id, item_key, status,
                    before_state, after_state)
                SELECT 2, id, 0, '1', 'theirs-alone', 'pending_review', '{}', '{"description": "theirs-alone"}'
                FROM processes WHERE workspace_id = 2 AND type = 'ai_enrich' RETURNING id
                """);
    }

    long keyId() {
        return key.key().id();
    }

    /** All of theirs, so that a change of anything shows. */
    String everything() {
        List<String> tables = behind.sql("""
                SELECT table_name FROM information_schema.columns JOIN information_schema.tables USING (table_name)
                WHERE column_name = 'workspace_id' AND table_type = 'BASE TABLE'
                    AND table_name NOT IN ('workers', 'request_keys')
                ORDER BY table_name
                """).query(String.class).list();
        return tables.stream()
                .map(table -> table + " "
                        + behind.sql("""
                        SELECT md5(COALESCE(string_agg(t::text, ',' ORDER BY t::text), '')) FROM %s t
                        WHERE workspace_id = 2
                        """.formatted(table)).query(String.class).single())
                .collect(Collectors.joining("\n"));
    }

    private long made(String path, String body) {
        Http.Answer answer = http.post(path, body.replace("%s", MARK));
        if (answer.status() >= 300) {
            throw new IllegalStateException(path + ": " + answer.text());
        }
        return answer.id();
    }

    private long row(String sql) {
        JdbcClient.StatementSpec statement = behind.sql(sql);
        return (sql.contains(":tenant") ? statement.param("tenant", tenant) : statement)
                .query(Long.class)
                .single();
    }

    private static String file(FileStore files) {
        try {
            return files.store(
                            new NewFile(ID, USER, MARK + ".csv", "text/csv"),
                            new ByteArrayInputStream(("sku\n" + MARK).getBytes(StandardCharsets.UTF_8)),
                            1000)
                    .id()
                    .toString();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
