package dev.waybill.shared.tenancy;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Every table and view that holds rows of workspaces, and who sees them. Three rows are in each: the first of workspace 1
 * and user 1, the second of workspace 1 and user 2, the third of workspace 2 and user 3.
 */
final class SecuredRelations {

    /** Of no workspace: tenants are granted nothing. */
    static final Set<String> OF_NO_WORKSPACE = Set.of(
            "waybill_schema_history",
            "jobrunr_migrations",
            "jobrunr_jobs",
            "jobrunr_recurring_jobs",
            "jobrunr_backgroundjobservers",
            "jobrunr_metadata",
            "jobrunr_jobs_stats",
            "workers",
            "review_pack_link_secrets",
            "housekeeping_marks",
            "ai_rate_limits");

    private static final Map<String, Relation> ALL = new LinkedHashMap<>();

    static {
        table("workspaces", Sight.ONE, Role.ADMIN, "(id, name) VALUES (%ws, 'w') ON CONFLICT DO NOTHING");
        table("users", Sight.OWN, Role.ADMIN, "(id, name) VALUES (%n, 'u') ON CONFLICT DO NOTHING");
        table("workspace_members", Sight.OWN, Role.ADMIN, """
                (workspace_id, user_id, role) VALUES (%ws, %n, 'admin') ON CONFLICT DO NOTHING""");
        table("tenants", Sight.SHARED, Role.OPERATOR, "(id, workspace_id, name) VALUES (%n, %ws, 't')");
        table("finders", Sight.SHARED, Role.OPERATOR, "(id, workspace_id, name) VALUES (%n, %ws, 'f')");
        table("audit_logs", Sight.ADMINS, Role.ADMIN, "(workspace_id, user_id, action) VALUES (%ws, %n, 'a')");
        table("processes", Sight.OWN, Role.OPERATOR, """
                (id, workspace_id, user_id, type, name, status, queue, max_attempts) OVERRIDING SYSTEM VALUE
                VALUES (10%n, %ws, %n, 'test', 'needle', 'pending', 'q', 1)""");
        table("process_events", Sight.OWN, Role.OPERATOR, """
                (process_id, workspace_id, seq, type, status, attempt) VALUES (10%n, %ws, 1, 'queued', 'pending', 0)""");
        table("process_items", Sight.OWN, Role.OPERATOR, """
                (process_id, workspace_id, item_index, status) VALUES (10%n, %ws, 0, 'pending')""");
        table("request_keys", Sight.NOBODY, Role.ADMIN, """
                (workspace_id, key, body_hash, process_id) VALUES (%ws, 'k%n', '', 10%n)""");
        table("files", Sight.OWN, Role.OPERATOR, """
                (id, workspace_id, user_id, name) VALUES ('%uuid', %ws, %n, 'f')""");
        table("file_chunks", Sight.OWN, Role.OPERATOR, """
                (file_id, number, workspace_id, data) VALUES ('%uuid', 0, %ws, 'x')""");
        table("products", Sight.SHARED, Role.OPERATOR, """
                (workspace_id, identity_key, name) VALUES (%ws, 'sku:%n', 'p')""");
        table("locations", Sight.SHARED, Role.OPERATOR, """
                (workspace_id, identity_key, name, name_key) VALUES (%ws, 'id:%n', 'l', 'l')""");
        table("ai_location_import_batches", Sight.OWN, Role.OPERATOR, """
                (id, workspace_id, user_id, source_answers, location_count) OVERRIDING SYSTEM VALUE
                VALUES (%n, %ws, %n, '{}', 1)""");
        table("ai_location_import_items", Sight.OWN, Role.OPERATOR, """
                (workspace_id, batch_id, normalized_payload) VALUES (%ws, %n, '{}')""");
        table("import_mappings", Sight.SHARED, Role.OPERATOR, """
                (workspace_id, name, target, mapping) VALUES (%ws, 'm%n', 'products', '{}')""");
        table("import_sources", Sight.SHARED, Role.OPERATOR, """
                (workspace_id, source_key, process_id) VALUES (%ws, repeat('%n', 64), 10%n)""");
        table("import_pages", Sight.OWN, Role.OPERATOR, """
                (workspace_id, process_id, number, file_id, records) VALUES (%ws, 10%n, 0, '%uuid', 1)""");
        table("inventory_sync_runs", Sight.OWN, Role.OPERATOR, """
                (id, workspace_id, tenant_id, selection, selection_hash, process_id) OVERRIDING SYSTEM VALUE
                VALUES (%n, %ws, %n, '{}', repeat('%n', 64), 10%n)""");
        table("inventory_items", Sight.OWN, Role.OPERATOR, """
                (workspace_id, sync_run_id, subject_type, external_id, content, content_hash)
                VALUES (%ws, %n, 's', 'e', '{}', sha256(''))""");
        table("findings", Sight.SHARED, Role.OPERATOR, """
                (workspace_id, tenant_id, finding_type, scope_key, fingerprint, subject_type, subject_external_id, change,
                    evidence_jsonb)
                VALUES (%ws, %n, 'drift', 's', repeat('%n', 64), 's', 'e', 'added', '{}')""");
        table("review_packs", Sight.OWN, Role.OPERATOR, """
                (id, workspace_id, tenant_id, operation_run_id, initiated_by_user_id, options)
                VALUES (%n, %ws, %n, 10%n, %n, '{}')""");
        table("notifications", Sight.MINE, Role.VIEWER, """
                (workspace_id, user_id, kind, process_id, event_seq, payload) VALUES (%ws, %n, 'queued', 10%n, 1, '{}')""");
        table("webhook_endpoints", Sight.SHARED, Role.ADMIN, """
                (id, workspace_id, url, kinds, secret) OVERRIDING SYSTEM VALUE
                VALUES (%n, %ws, 'https://x.example', '{queued}', sha256(''))""");
        table("webhook_deliveries", Sight.NOBODY, Role.ADMIN, """
                (workspace_id, endpoint_id, type, data) VALUES (%ws, %n, 'queued', '{}')""");
        table("schedules", Sight.SHARED, Role.ADMIN, """
                (name, workspace_id, cron, zone, type, catch_up, enabled)
                VALUES ('s%n', %ws, '0 0 * * *', 'UTC', 'test', '1 hour', true)""");
        table("schedule_runs", Sight.OWN, Role.OPERATOR, """
                (schedule, due_at, workspace_id, process_id) VALUES ('s%n', now(), %ws, 10%n)""");
        table("process_archives", Sight.NOT_OWN, Role.OPERATOR, """
                (workspace_id, file_id, first_process_id, last_process_id, processes) VALUES (%ws, '%uuid', 1, 2, 2)""");
        table("file_uses", Sight.NOBODY, Role.ADMIN, """
                (workspace_id, process_id, file_id) VALUES (%ws, 10%n, '%uuid')""");
        table("queue_controls", Sight.ONE, Role.ADMIN, """
                (scope, name, max_running) VALUES ('workspace', '%ws', 1) ON CONFLICT DO NOTHING""");
        table("enrichment_items", Sight.OWN, Role.OPERATOR, """
                (workspace_id, process_id, item_index, record_id) VALUES (%ws, 10%n, 0, 'r')""");
        table("ai_answers", Sight.NOT_OWN, Role.OPERATOR, """
                (workspace_id, model, prompt_version, content_hash, answer, tokens, cost_usd)
                VALUES (%ws, 'm', 'v', repeat('%n', 64), '{}', 1, 0)""");
        table("usage_entries", Sight.OWN, Role.OPERATOR, """
                (workspace_id, process_id, attempt, provider, model) VALUES (%ws, 10%n, 1, 'p%n', 'm')""");
        table("ai_budgets", Sight.OWN, Role.OPERATOR, """
                (workspace_id, process_id, max_usd) VALUES (%ws, 10%n, 1)""");
        table("api_keys", Sight.KEEPERS, Role.ADMIN, """
                (id, public_id, workspace_id, user_id, name, role, secret_hash) OVERRIDING SYSTEM VALUE
                VALUES (%n, 'k%n', %ws, %n, 'k', 'viewer', sha256(''))""");
        table("access_sessions", Sight.NOBODY, Role.ADMIN, """
                (token_hash, api_key_id, expires_at) VALUES (sha256('%n'), %n, now())""");
        table("sign_in_links", Sight.NOBODY, Role.ADMIN, """
                (token_hash, api_key_id, expires_at) VALUES (sha256('%n'), %n, now())""");
        table("user_identities", Sight.NOBODY, Role.ADMIN, "(issuer, subject, user_id) VALUES ('i', 's%n', %n)");
        for (String view : Set.of(
                "jobs",
                "job_items",
                "background_jobs_compat",
                "bulk_operation_runs",
                "operation_runs",
                "review_pack_cards",
                "usage_by_process",
                "usage_by_day")) {
            ALL.put(view, new Relation(view, Sight.OWN, Role.OPERATOR, null));
        }
    }

    private SecuredRelations() {}

    /** How many of the rows of workspace 1 user 1 sees, and how many when they see only their own. */
    enum Sight {
        /** The workspace's. */
        SHARED(2, 2),
        /** Belongs to whoever started, brought or asked for it. */
        OWN(2, 1),
        /** Of no one person. */
        NOT_OWN(2, 0),
        /** One a workspace. */
        ONE(1, 1),
        /** One's own, whatever one may see. */
        MINE(1, 1),
        /** Of admins only. */
        ADMINS(2, 2),
        /** Of admins only, and of those who see all. */
        KEEPERS(2, 0),
        /** Not for tenants at all. */
        NOBODY(0, 0);

        final int all;
        final int own;

        Sight(int all, int own) {
            this.all = all;
            this.own = own;
        }

        boolean adminsOnly() {
            return this == ADMINS || this == KEEPERS;
        }
    }

    /**
     * @param writer the least role that may change rows, where tenants are granted it
     * @param row inserts the row of a number; null for a view
     */
    record Relation(
            String name, Sight sight, Role writer, @Nullable String row) {

        /** Inserts the row of a number from 1 to 3. */
        String insert(int number) {
            return "INSERT INTO " + name + " "
                    + String.valueOf(row)
                            .replace("%ws", number == 3 ? "2" : "1")
                            .replace("%uuid", "00000000-0000-0000-0000-00000000000" + number)
                            .replace("%n", Integer.toString(number));
        }
    }

    static Map<String, Relation> all() {
        return ALL;
    }

    private static void table(String name, Sight sight, Role writer, String row) {
        ALL.put(name, new Relation(name, sight, writer, row));
    }
}
