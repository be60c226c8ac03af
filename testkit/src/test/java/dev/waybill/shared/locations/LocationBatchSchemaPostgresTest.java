package dev.waybill.shared.locations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.waybill.testkit.PostgresTest;
import dev.waybill.testkit.TestDatabase;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The tables of the seed ai-location-import-batch.txt, column by column. */
@PostgresTest
class LocationBatchSchemaPostgresTest {

    private static final String COLUMN = """
            SELECT data_type || ' ' || is_nullable || ' ' || COALESCE(column_default, '-')
            FROM information_schema.columns WHERE table_name = ? AND column_name = ?
            """;

    private final JdbcClient jdbc;

    LocationBatchSchemaPostgresTest(TestDatabase database) {
        this.jdbc = database.jdbc();
    }

    @ParameterizedTest
    @CsvSource({
        "batches,id,bigint NO -",
        "batches,workspace_id,bigint NO -",
        "batches,finder_id,bigint YES -",
        "batches,user_id,bigint NO -",
        "batches,status,character varying NO 'draft'::character varying",
        "batches,source_answers,jsonb NO -",
        "batches,model_name,character varying YES -",
        "batches,prompt_version,character varying NO 'v1'::character varying",
        "batches,usage_metadata,jsonb YES -",
        "batches,total_items,integer NO 0",
        "batches,approved_items,integer NO 0",
        "batches,rejected_items,integer NO 0",
        "batches,imported_items,integer NO 0",
        "batches,failed_items,integer NO 0",
        "batches,created_at,timestamp with time zone NO waybill_now()",
        "batches,updated_at,timestamp with time zone NO waybill_now()",
        "items,id,bigint NO -",
        "items,batch_id,bigint NO -",
        "items,status,character varying NO 'pending_review'::character varying",
        "items,raw_model_output,jsonb YES -",
        "items,normalized_payload,jsonb NO -",
        "items,user_payload,jsonb YES -",
        "items,warnings,jsonb YES -",
        "items,validation_errors,jsonb YES -",
        "items,confidence,character varying YES -",
        "items,import_result,jsonb YES -",
        "items,created_at,timestamp with time zone NO waybill_now()",
        "items,updated_at,timestamp with time zone NO waybill_now()"
    })
    void hasTheSeedsColumns(String table, String column, String definition) {
        assertThat(jdbc.sql(COLUMN)
                        .params("ai_location_import_" + table, column)
                        .query(String.class)
                        .single())
                .isEqualTo(definition);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ai_location_import_batches USING btree (workspace_id, status)",
                "ai_location_import_batches USING btree (user_id, status)",
                "ai_location_import_items USING btree (batch_id, status)"
            })
    void hasTheSeedsIndexes(String definition) {
        assertThat(jdbc.sql("SELECT indexdef FROM pg_indexes WHERE tablename LIKE 'ai_location_import%'")
                        .query(String.class)
                        .list())
                .anyMatch(index -> index.endsWith(definition));
    }

    @Test
    void goesWithItsWorkspaceItsUserAndItsFinderAsTheSeedSays() {
        long workspace = id("INSERT INTO workspaces (name) VALUES ('w') RETURNING id");
        long user = id("INSERT INTO users (name) VALUES ('u') RETURNING id");
        long finder = id("INSERT INTO finders (workspace_id, name) VALUES (" + workspace + ", 'f') RETURNING id");
        long batch = batch(workspace, user, finder);
        jdbc.sql("DELETE FROM finders WHERE id = ?").param(finder).update();
        assertThat(jdbc.sql("SELECT finder_id FROM ai_location_import_batches WHERE id = ?")
                        .param(batch)
                        .query((row, index) -> String.valueOf(row.getObject(1)))
                        .single())
                .isEqualTo("null");

        jdbc.sql("DELETE FROM users WHERE id = ?").param(user).update();
        assertThat(items(batch)).isEmpty();

        long other = batch(workspace, 1, null);
        jdbc.sql("DELETE FROM workspaces WHERE id = ?").param(workspace).update();
        assertThat(items(other)).isEmpty();
    }

    @Test
    void keepsChildrenInTheirParentsWorkspace() {
        long workspace = id("INSERT INTO workspaces (name) VALUES ('w') RETURNING id");
        long finder = id("INSERT INTO finders (workspace_id, name) VALUES (" + workspace + ", 'f') RETURNING id");
        long batch = batch(workspace, 1, finder);

        assertThatThrownBy(() -> batch(1, 1, finder)).hasStackTraceContaining("ai_location_import_batches_finder_fk");
        assertThatThrownBy(() -> item(1, batch, "'pending_review'"))
                .hasStackTraceContaining("ai_location_import_items_batch_fk");
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            value = {
                "status = 'published', ai_location_import_batches_status_known",
                "imported_items = 2, ai_location_import_batches_counters",
                "failed_items = -1, ai_location_import_batches_counters",
                "source_answers = '[]', ai_location_import_batches_answers"
            })
    void holdsWhatABatchMustSatisfy(String change, String constraint) {
        long batch = batch(1, 1, null);

        assertThatThrownBy(() -> jdbc.sql("UPDATE ai_location_import_batches SET " + change + " WHERE id = ?")
                        .param(batch)
                        .update())
                .hasStackTraceContaining(constraint);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            value = {
                "status = 'gone', ai_location_import_items_status_known",
                "confidence = 'certain', ai_location_import_items_confidence_known",
                "status = 'rejected', ai_location_import_items_decision_fits",
                "decision = 'approved', ai_location_import_items_decided",
                "\"decision = 'approved', decided_at = now()\", ai_location_import_items_decision_fits",
                "status = 'imported', ai_location_import_items_imported_is_final",
                "warnings = '{}', ai_location_import_items_warnings"
            })
    void holdsWhatAnItemMustSatisfy(String change, String constraint) {
        batch(1, 1, null);

        assertThatThrownBy(() -> jdbc.sql("UPDATE ai_location_import_items SET " + change)
                        .update())
                .hasStackTraceContaining(constraint);
    }

    private List<Long> items(long batch) {
        return jdbc.sql("SELECT id FROM ai_location_import_items WHERE batch_id = ?")
                .param(batch)
                .query(Long.class)
                .list();
    }

    private long batch(long workspace, long user, @Nullable Long finder) {
        long batch = id("""
                INSERT INTO ai_location_import_batches (workspace_id, user_id, finder_id, source_answers, location_count,
                    total_items) VALUES (%s, %s, %s, '{}', 1, 1) RETURNING id""".formatted(workspace, user, finder));
        item(workspace, batch, "'pending_review'");
        return batch;
    }

    private void item(long workspace, long batch, String status) {
        id("""
                INSERT INTO ai_location_import_items (workspace_id, batch_id, status, normalized_payload)
                VALUES (%s, %s, %s, '{}') RETURNING id""".formatted(workspace, batch, status));
    }

    private long id(String sql) {
        return jdbc.sql(sql).query(Long.class).single();
    }
}
