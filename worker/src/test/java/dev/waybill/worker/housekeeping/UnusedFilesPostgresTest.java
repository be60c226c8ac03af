package dev.waybill.worker.housekeeping;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.shared.files.FileStore;
import dev.waybill.shared.files.NewFile;
import dev.waybill.shared.files.UnusedFiles;
import dev.waybill.shared.housekeeping.HousekeepingInput;
import dev.waybill.shared.housekeeping.HousekeepingTypes;
import dev.waybill.shared.process.Process;
import dev.waybill.shared.process.ProcessId;
import dev.waybill.shared.tenancy.Scope;
import dev.waybill.testkit.PostgresTest;
import dev.waybill.testkit.TestDatabase;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
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

    @Test
    void removesWhatACrashHasLeftInTheDirectory(TestDatabase database, @TempDir Path directory) throws IOException {
        Path folder = Files.createDirectories(directory.resolve("1").resolve("ab"));
        Path orphan = aged(folder.resolve("ab" + UUID.randomUUID().toString().substring(2)));
        Path half = aged(folder.resolve("ab" + UUID.randomUUID().toString().substring(2) + ".part"));
        Path foreign = aged(folder.resolve("notes.txt"));
        Path fresh = Files.createFile(
                folder.resolve("ab" + UUID.randomUUID().toString().substring(2)));
        UUID kept;
        Path content;
        try (HouseNode other = new HouseNode(database, "waybill.files.directory=" + directory)) {
            kept = other.bean(FileStore.class)
                    .store(new NewFile(1, null, "f", null), new ByteArrayInputStream(new byte[] {1}), 10)
                    .id();
            content = aged(directory
                    .resolve("1")
                    .resolve(kept.toString().substring(0, 2))
                    .resolve(kept.toString()));

            assertThat(other.bean(UnusedFiles.class).sweepDirectory(Duration.ofDays(1)))
                    .isEqualTo(2);

            assertThat(orphan).doesNotExist();
            assertThat(half).doesNotExist();
            assertThat(content).exists();
            assertThat(foreign).exists();
            assertThat(fresh).exists();
        }
        behind.sql("UPDATE files SET created_at = created_at - interval '25 hours' WHERE id = ?")
                .param(kept)
                .update();
        node.run(Scope.SYSTEM, HousekeepingTypes.UNUSED_FILES, new HousekeepingInput());
        assertThat(content).as("a node without the directory leaves it").exists();
        assertThat(behind.sql("DELETE FROM files WHERE id = ?").param(kept).update())
                .isEqualTo(1);
    }

    private static Path aged(Path file) throws IOException {
        if (!Files.exists(file)) {
            Files.createFile(file);
        }
        return Files.setLastModifiedTime(
                file, FileTime.from(Clock.systemUTC().instant().minus(Duration.ofDays(2))));
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
