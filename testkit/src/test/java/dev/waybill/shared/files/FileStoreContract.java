package dev.waybill.shared.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.waybill.shared.tenancy.RoleTransactions;
import dev.waybill.shared.tenancy.Scope;
import dev.waybill.testkit.TestDatabase;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;

/** What holds wherever the bytes are kept. */
abstract class FileStoreContract {

    static final int MEGABYTE = DefaultFileStore.PIECE_BYTES;
    static final NewFile CSV = new NewFile(1, 1L, "products.csv", "text/csv");

    static final long LARGEST = 5L * MEGABYTE;

    final JdbcClient jdbc;
    final JdbcClient behind;
    final RoleTransactions roles;
    final PostgresContents tables;

    FileStoreContract(TestDatabase database) {
        this.jdbc = database.jdbc();
        this.behind = database.superuser();
        this.roles = new RoleTransactions(jdbc, new DataSourceTransactionManager(database.dataSource()));
        this.tables = new PostgresContents(jdbc, roles);
    }

    abstract FileStore files();

    /** How many contents, or parts of one, are kept. */
    abstract long contents() throws IOException;

    @BeforeEach
    void empty() {
        behind.sql("TRUNCATE file_chunks, files").update();
        behind.sql("INSERT INTO workspaces (id, name) VALUES (2, 'other') ON CONFLICT DO NOTHING")
                .update();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, MEGABYTE - 1, MEGABYTE, MEGABYTE + 1, 3 * MEGABYTE + 17})
    void givesBackWhatItWasGiven(int size) throws IOException, NoSuchAlgorithmException {
        byte[] content = content(size);

        StoredFile file = files().store(CSV, new ByteArrayInputStream(content), Long.MAX_VALUE);

        assertThat(file.size()).isEqualTo(size);
        assertThat(file.sha256())
                .isEqualTo(HexFormat.of()
                        .formatHex(MessageDigest.getInstance("SHA-256").digest(content)));
        assertThat(file.name()).isEqualTo("products.csv");
        assertThat(file.contentType()).isEqualTo("text/csv");
        assertThat(files().find(1, file.id())).contains(file);
        try (InputStream read = files().open(1, file.id())) {
            assertThat(read.readAllBytes()).isEqualTo(content);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, MEGABYTE - 1, MEGABYTE, 2 * MEGABYTE, 2 * MEGABYTE + 9, 2 * MEGABYTE + 100})
    void opensAtAnOffset(int offset) throws IOException {
        byte[] content = content(2 * MEGABYTE + 10);
        StoredFile file = files().store(CSV, new ByteArrayInputStream(content), Long.MAX_VALUE);

        try (InputStream read = files().open(1, file.id(), offset)) {
            assertThat(read.readAllBytes())
                    .isEqualTo(Arrays.copyOfRange(content, Math.min(offset, content.length), content.length));
        }
    }

    @Test
    void leavesNothingOfAFileThatIsTooLarge() throws IOException {
        InputStream content = new ByteArrayInputStream(content(3 * MEGABYTE));

        assertThatThrownBy(() -> files().store(CSV, content, 2L * MEGABYTE))
                .isInstanceOfSatisfying(FileTooLarge.class, refusal -> {
                    assertThat(refusal.reasonCode()).isEqualTo("too_large");
                    assertThat(refusal.maxSize()).isEqualTo(2L * MEGABYTE);
                });
        assertNothingIsLeft();
    }

    @Test
    void takesAFileThatIsExactlyAsLargeAsAllowed() throws IOException {
        assertThat(files().store(CSV, new ByteArrayInputStream(content(MEGABYTE)), MEGABYTE)
                        .size())
                .isEqualTo(MEGABYTE);
        assertThatThrownBy(() -> files().store(CSV, new ByteArrayInputStream(content(6 * MEGABYTE)), Long.MAX_VALUE))
                .as("the store's own limit holds too")
                .isInstanceOf(FileTooLarge.class);
    }

    @Test
    void leavesNothingOfAnUploadThatBreaksOff() throws IOException {
        InputStream broken = new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("connection reset");
            }

            @Override
            public int read(byte[] buffer, int offset, int length) throws IOException {
                throw new IOException("connection reset");
            }
        };
        InputStream content = new SequenceInputStream(new ByteArrayInputStream(content(2 * MEGABYTE)), broken);

        assertThatThrownBy(() -> files().store(CSV, content, Long.MAX_VALUE)).hasMessage("connection reset");
        assertNothingIsLeft();
    }

    @Test
    void showsAFileToItsWorkspaceOnly() throws IOException {
        StoredFile file = files().store(CSV, new ByteArrayInputStream(content(10)), Long.MAX_VALUE);

        assertThat(files().find(2, file.id())).isEmpty();
        assertThat(files().delete(2, file.id())).isFalse();
        assertThatThrownBy(() -> files().open(2, file.id()))
                .isInstanceOfSatisfying(
                        FileNotFound.class,
                        refusal -> assertThat(refusal.reasonCode()).isEqualTo("file_not_found"));
    }

    @Test
    void hidesAFileUntilItIsComplete() throws IOException {
        InputStream looking = new ByteArrayInputStream(content(2 * MEGABYTE)) {
            @Override
            public synchronized int readNBytes(byte[] buffer, int offset, int length) {
                UUID id = behind.sql("SELECT id FROM files").query(UUID.class).single();
                assertThat(files().find(1, id)).isEmpty();
                return super.readNBytes(buffer, offset, length);
            }

            @Override
            public synchronized byte[] readNBytes(int length) throws IOException {
                UUID id = behind.sql("SELECT id FROM files").query(UUID.class).single();
                assertThat(files().find(1, id)).isEmpty();
                return super.readNBytes(length);
            }
        };

        assertThat(files().find(1, files().store(CSV, looking, Long.MAX_VALUE).id()))
                .isPresent();
    }

    @Test
    void keepsAFileWhoseDeletionIsRolledBack() throws IOException {
        StoredFile file = files().store(CSV, new ByteArrayInputStream(content(10)), Long.MAX_VALUE);

        assertThatThrownBy(() -> roles.asTenant(Scope.SEEDED, () -> {
                    files().delete(1, file.id());
                    throw new IllegalStateException("rolled back");
                }))
                .hasMessage("rolled back");

        try (InputStream read = files().open(1, file.id())) {
            assertThat(read.readAllBytes()).isEqualTo(content(10));
        }
        assertThat(files().delete(1, file.id())).isTrue();
        assertNothingIsLeft();
    }

    @Test
    void storesInATransactionThatIsOpen() throws IOException {
        assertThatThrownBy(() -> roles.asTenant(Scope.SEEDED, () -> {
                    try {
                        files().store(CSV, new ByteArrayInputStream(content(10)), Long.MAX_VALUE);
                    } catch (IOException e) {
                        throw new IllegalStateException(e);
                    }
                    throw new IllegalStateException("rolled back");
                }))
                .hasMessage("rolled back");
        assertNothingIsLeft();
    }

    void assertNothingIsLeft() throws IOException {
        assertThat(behind.sql("SELECT count(*) FROM files").query(Long.class).single())
                .isZero();
        assertThat(contents()).isZero();
    }

    static byte[] content(int size) {
        byte[] content = new byte[size];
        new Random(size).nextBytes(content);
        return content;
    }
}
