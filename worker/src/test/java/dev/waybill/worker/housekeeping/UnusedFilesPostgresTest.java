package dev.waybill.worker.housekeeping;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.shared.files.FileStore;
import dev.waybill.shared.files.NewFile;
import dev.waybill.shared.housekeeping.HousekeepingInput;
import dev.waybill.shared.housekeeping.HousekeepingTypes;
import dev.waybill.shared.process.Process;
import dev.waybill.shared.process.ProcessId;
import dev.waybill.shared.tenancy.Scope;
import dev.waybill.testkit.PostgresTest;
import dev.waybill.testkit.TestDatabase;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

@PostgresTest
class UnusedFilesPostgresTest {

    private static HouseNode node;

    private final JdbcClient behind;

    UnusedFilesPostgresTest(TestDatabase database) {
        this.behind = database.superuser();
    }

    @BeforeAll
    static void start(TestDatabase database) {
        node = new HouseNode(database);
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    @Test
    void removesWhatNothingRefersToAfterADay() throws IOException {
        UUID unused = file();
        UUID named = file();
        UUID page = file();
        UUID archived = file();
        ProcessId process = node.submit(HouseNode.WAITS, null, named.toString());
        behind.sql(
                        "INSERT INTO import_pages (workspace_id, process_id, number, file_id, records) VALUES (1, ?, 0, ?, 1)")
                .params(process.value(), page)
                .update();
        behind.sql("""
                        INSERT INTO process_archives (workspace_id, file_id, first_process_id, last_process_id, processes)
                        VALUES (1, ?, 1, 1, 1)
                        """).param(archived).update();
        UUID broken = UUID.randomUUID();
        behind.sql("INSERT INTO files (id, workspace_id, name) VALUES (?, 1, 'broken off')")
                .param(broken)
                .update();
        behind.sql("INSERT INTO file_chunks (file_id, number, workspace_id, data) VALUES (?, 0, 1, '\\x00')")
                .param(broken)
                .update();
        behind.sql("UPDATE files SET created_at = created_at - interval '25 hours'")
                .update();
        UUID young = file();

        Process run = node.run(Scope.SYSTEM, HousekeepingTypes.UNUSED_FILES, new HousekeepingInput());

        assertThat(files(run)).isEqualTo(2);
        assertThat(behind.sql("SELECT id FROM files").query(UUID.class).list())
                .containsExactlyInAnyOrder(named, page, archived, young)
                .doesNotContain(unused);
        assertThat(behind.sql("SELECT count(*) FROM file_chunks WHERE file_id IN (?, ?)")
                        .params(unused, broken)
                        .query(Long.class)
                        .single())
                .isZero();

        behind.sql("DELETE FROM import_pages").update();
        behind.sql("UPDATE files SET created_at = created_at - interval '25 hours'")
                .update();
        Process second = node.run(Scope.SYSTEM, HousekeepingTypes.UNUSED_FILES, new HousekeepingInput());

        assertThat(files(second)).isEqualTo(2);
        assertThat(behind.sql("SELECT id FROM files").query(UUID.class).list())
                .containsExactlyInAnyOrder(named, archived);
    }

    private static long files(Process run) {
        return Objects.requireNonNull(run.summary()).path("files").asLong();
    }

    private static UUID file() throws IOException {
        return node.bean(FileStore.class)
                .store(new NewFile(1, null, "f", null), new ByteArrayInputStream(new byte[] {1, 2, 3}), 10)
                .id();
    }
}
