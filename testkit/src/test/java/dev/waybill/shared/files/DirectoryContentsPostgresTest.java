package dev.waybill.shared.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.waybill.testkit.PostgresTest;
import dev.waybill.testkit.TestDatabase;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@PostgresTest
class DirectoryContentsPostgresTest extends FileStoreContract {

    @TempDir
    private Path directory;

    DirectoryContentsPostgresTest(TestDatabase database) {
        super(database);
    }

    @Override
    FileStore files() {
        return new DefaultFileStore(jdbc, roles, LARGEST, new DirectoryContents(directory), tables);
    }

    @Override
    long contents() throws IOException {
        try (Stream<Path> paths = Files.walk(directory)) {
            return paths.filter(Files::isRegularFile).count();
        }
    }

    @Test
    void keepsNoBytesInTheDatabase() throws IOException {
        files().store(CSV, new ByteArrayInputStream(content(MEGABYTE)), Long.MAX_VALUE);

        assertThat(behind.sql("SELECT count(*) FROM file_chunks")
                        .query(Long.class)
                        .single())
                .isZero();
        assertThat(contents()).isEqualTo(1);
    }

    @Test
    void readsWhatWasStoredInTheDatabaseBefore() throws IOException {
        StoredFile before = new DefaultFileStore(jdbc, roles, LARGEST, tables)
                .store(CSV, new ByteArrayInputStream(content(20)), Long.MAX_VALUE);

        try (InputStream read = files().open(1, before.id())) {
            assertThat(read.readAllBytes()).isEqualTo(content(20));
        }
        assertThat(files().delete(1, before.id())).isTrue();
        assertThat(files().find(1, before.id())).isEmpty();
    }

    @Test
    void saysWhichSettingANodeLacksThatCannotReadAFile() throws IOException {
        StoredFile file = files().store(CSV, new ByteArrayInputStream(content(20)), Long.MAX_VALUE);
        FileStore without = new DefaultFileStore(jdbc, roles, LARGEST, tables);

        assertThatThrownBy(() -> without.open(1, file.id())).hasMessageContaining("waybill.files.directory");
    }

    @Test
    void saysThatTheContentIsGone() throws IOException {
        StoredFile file = files().store(CSV, new ByteArrayInputStream(content(20)), Long.MAX_VALUE);
        try (Stream<Path> paths = Files.walk(directory)) {
            Files.delete(paths.filter(Files::isRegularFile).findFirst().orElseThrow());
        }

        assertThatThrownBy(() -> files().open(1, file.id()))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining(file.id().toString());
        assertThat(files().delete(1, file.id())).isTrue();
    }

    @Test
    void refusesADirectoryThatIsAFile() throws IOException {
        Path file = Files.createFile(directory.resolve("file"));

        assertThatThrownBy(() -> new DirectoryContents(file)).hasMessageContaining("waybill.files.directory");
    }
}
