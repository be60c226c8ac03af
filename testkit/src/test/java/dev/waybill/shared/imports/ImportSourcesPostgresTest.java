package dev.waybill.shared.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.waybill.shared.tenancy.RoleTransactions;
import dev.waybill.shared.tenancy.Scope;
import dev.waybill.testkit.PostgresTest;
import dev.waybill.testkit.TestDatabase;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;

@PostgresTest
class ImportSourcesPostgresTest {

    private static final String SHA = "0f".repeat(32);
    private static final SourceKey KEY = SourceKey.of("https://example.com/feed?token=s3cret", "products");

    private final JdbcClient behind;
    private final RoleTransactions roles;
    private final ImportSources sources;
    private final ImportPages pages;

    ImportSourcesPostgresTest(TestDatabase database) {
        JdbcClient jdbc = database.jdbc();
        this.behind = database.superuser();
        this.roles = new RoleTransactions(jdbc, new DataSourceTransactionManager(database.dataSource()));
        this.sources = new ImportSources(jdbc, roles);
        this.pages = new ImportPages(jdbc, roles);
    }

    @BeforeEach
    void empty() {
        behind.sql("TRUNCATE import_sources, import_pages").update();
        behind.sql("INSERT INTO workspaces (id, name) VALUES (2, 'other') ON CONFLICT DO NOTHING")
                .update();
    }

    @Test
    void remembersASourceForItsWorkspaceAndPurpose() {
        Validators validators = new Validators("\"7\"", "Sat, 31 Jan 2026 08:30:00 GMT", SHA);

        sources.remember(1, KEY, validators, 42);

        assertThat(sources.find(1, KEY)).contains(validators);
        assertThat(sources.find(2, KEY)).isEmpty();
        assertThat(sources.find(1, SourceKey.of("https://example.com/feed?token=s3cret", "locations")))
                .isEmpty();
        assertThat(behind.sql("SELECT to_jsonb(s)::text FROM import_sources s")
                        .query(String.class)
                        .single())
                .doesNotContain("s3cret", "example.com");
    }

    @Test
    void remembersOnlyTheLastContent() {
        sources.remember(1, KEY, new Validators("\"7\"", "Sat, 31 Jan 2026 08:30:00 GMT", SHA), 42);
        sources.remember(1, KEY, new Validators(null, null, SHA), 43);

        assertThat(sources.find(1, KEY)).contains(new Validators(null, null, SHA));
    }

    @Test
    void forgetsAllOfAWorkspace() {
        sources.remember(1, KEY, new Validators(null, null, SHA), 42);

        sources.forget(2);
        assertThat(sources.find(1, KEY)).isPresent();

        sources.forget(1);
        assertThat(sources.find(1, KEY)).isEmpty();
    }

    @Test
    void remembersNothingOfATransactionThatFails() {
        assertThatThrownBy(() -> roles.asTenant(Scope.SEEDED, () -> {
                    sources.remember(1, KEY, new Validators(null, null, SHA), 42);
                    throw new IllegalStateException("the last chunk fails");
                }))
                .isInstanceOf(IllegalStateException.class);

        assertThat(sources.find(1, KEY)).isEmpty();
    }

    @Test
    void keepsPagesInTheirOrderForOneProcess() {
        long process = process();
        ImportPage first = new ImportPage(0, file(1), 2, "c1");
        ImportPage second = new ImportPage(1, file(1), 0, null);

        pages.add(1, process, first);
        pages.add(1, process, second);

        assertThat(pages.of(1, process)).containsExactly(first, second);
        assertThat(pages.of(2, process)).isEmpty();
        assertThat(pages.of(1, process + 1)).isEmpty();
    }

    @Test
    void refusesAPageOfAnotherWorkspacesFileAndASecondOneOfTheSameNumber() {
        long process = process();
        pages.add(1, process, new ImportPage(0, file(1), 2, "c1"));

        assertThatThrownBy(() -> pages.add(1, process, new ImportPage(1, file(2), 2, null)))
                .isInstanceOf(DataIntegrityViolationException.class)
                .hasMessageContaining("import_pages_file_fk");
        assertThatThrownBy(() -> pages.add(1, process, new ImportPage(0, file(1), 2, null)))
                .isInstanceOf(DataIntegrityViolationException.class)
                .hasMessageContaining("import_pages_pk");
    }

    @Test
    void givesPagesUpWithTheirProcess() {
        long process = process();
        pages.add(1, process, new ImportPage(0, file(1), 2, null));

        behind.sql("DELETE FROM processes WHERE id = ?").param(process).update();

        assertThat(pages.of(1, process)).isEmpty();
    }

    private long process() {
        return behind.sql("INSERT INTO processes (workspace_id, type, status, queue, max_attempts) "
                        + "VALUES (1, 'import', 'pending', 'import', 1) RETURNING id")
                .query(Long.class)
                .single();
    }

    private UUID file(long workspace) {
        return behind.sql("INSERT INTO files (workspace_id, name) VALUES (?, 'page') RETURNING id")
                .param(workspace)
                .query(UUID.class)
                .single();
    }
}
