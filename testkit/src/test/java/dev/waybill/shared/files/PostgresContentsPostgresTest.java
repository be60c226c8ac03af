package dev.waybill.shared.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.waybill.testkit.PostgresTest;
import dev.waybill.testkit.TestDatabase;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.junit.jupiter.api.Test;

@PostgresTest
class PostgresContentsPostgresTest extends FileStoreContract {

    PostgresContentsPostgresTest(TestDatabase database) {
        super(database);
    }

    @Override
    FileStore files() {
        return new DefaultFileStore(jdbc, roles, LARGEST, tables);
    }

    @Override
    long contents() {
        return behind.sql("SELECT count(*) FROM file_chunks").query(Long.class).single();
    }

    @Test
    void saysThatAFileWasDeletedWhileItIsRead() throws IOException {
        StoredFile file = files().store(CSV, new ByteArrayInputStream(content(2 * MEGABYTE)), Long.MAX_VALUE);

        try (InputStream read = files().open(1, file.id())) {
            read.readNBytes(MEGABYTE);
            assertThat(files().delete(1, file.id())).isTrue();
            assertThatThrownBy(read::read).isInstanceOf(IOException.class).hasMessageContaining("deleted");
        }
        assertNothingIsLeft();
    }
}
