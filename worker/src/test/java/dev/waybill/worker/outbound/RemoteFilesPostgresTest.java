package dev.waybill.worker.outbound;

import static dev.waybill.worker.outbound.RawServer.answer;
import static dev.waybill.worker.outbound.RawServer.ok;
import static dev.waybill.worker.outbound.RawServer.raw;
import static dev.waybill.worker.outbound.RawServer.redirect;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.waybill.shared.files.FileStore;
import dev.waybill.shared.files.FilesAutoConfiguration;
import dev.waybill.shared.files.StoredFile;
import dev.waybill.shared.imports.Validators;
import dev.waybill.shared.job.Rejected;
import dev.waybill.shared.job.RetryLater;
import dev.waybill.shared.tenancy.RoleTransactions;
import dev.waybill.testkit.PostgresTest;
import dev.waybill.testkit.TestDatabase;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.util.Objects;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;

@PostgresTest
class RemoteFilesPostgresTest {

    private final JdbcClient behind;
    private final RawServer server = new RawServer();
    private final TestProgress progress = new TestProgress();
    private final FileStore files;
    private final RemoteFiles remote;

    RemoteFilesPostgresTest(TestDatabase database) throws IOException {
        this.behind = database.superuser();
        this.files = store(database.dataSource(), "3MB");
        this.remote = new RemoteFiles(OutboundClients.local(), files);
    }

    @BeforeEach
    void empty() {
        behind.sql("TRUNCATE file_chunks, files CASCADE").update();
    }

    @AfterEach
    void close() throws IOException {
        server.close();
    }

    @Test
    void storesWhatIsFetched() throws IOException {
        server.on("/feeds/spring%20sale.csv", redirect(302, "/x"))
                .on(
                        "/x",
                        ok(
                                "sku,name\n",
                                "Content-Type: text/csv; charset=utf-8",
                                "Content-Disposition: attachment; filename*=UTF-8''Preise%20%C3%BC.csv",
                                "ETag: W/\"7\"",
                                "Last-Modified: Sat, 31 Jan 2026 08:30:00 GMT"));

        Fetched.Stored stored = stored("/feeds/spring%20sale.csv", null);

        StoredFile file = stored.file();
        assertThat(file.name()).isEqualTo("Preise ü.csv");
        assertThat(file.contentType()).isEqualTo("text/csv; charset=utf-8");
        try (InputStream content = files.open(1, file.id())) {
            assertThat(new String(content.readAllBytes(), UTF_8)).isEqualTo("sku,name\n");
        }
        assertThat(stored.validators())
                .isEqualTo(new Validators("W/\"7\"", "Sat, 31 Jan 2026 08:30:00 GMT", file.sha256()));
    }

    @Test
    void asksWhetherAnythingChanged() {
        server.on("/feed.csv", answer(304, ""));
        Validators known = new Validators("\"7\"", "Sat, 31 Jan 2026 08:30:00 GMT", null);

        assertThat(fetch("/feed.csv", known)).isEqualTo(new Fetched.NotModified());

        RawServer.Request request = server.requests().getFirst();
        assertThat(request.header("if-none-match")).isEqualTo("\"7\"");
        assertThat(request.header("if-modified-since")).isEqualTo("Sat, 31 Jan 2026 08:30:00 GMT");
        assertThat(files()).isZero();
    }

    @Test
    void noticesTheSameContentFromAServerThatKnowsNoValidators() {
        server.on("/feed.csv", ok("sku\n1\n"));
        Validators known = stored("/feed.csv", null).validators();

        assertThat(known.etag()).isNull();
        assertThat(fetch("/feed.csv", known)).isEqualTo(new Fetched.NotModified());
        assertThat(files()).isEqualTo(1);

        server.on("/feed.csv", ok("sku\n2\n"));
        assertThat(stored("/feed.csv", known).file().name()).isEqualTo("feed.csv");
    }

    @Test
    void leavesNothingOfAFileThatWasCutOff() {
        server.on("/feed.csv", raw("HTTP/1.1 200 OK\r\nContent-Length: 2500000\r\n\r\n" + "x".repeat(2_400_000)));

        assertThatThrownBy(() -> fetch("/feed.csv", null))
                .isInstanceOfSatisfying(
                        RetryLater.class,
                        later -> assertThat(later.reasonCode()).isEqualTo("remote_cut_off"));
        assertThat(files()).isZero();
    }

    @Test
    void leavesNothingOfAFileThatIsTooLargeForTheStore() {
        server.on("/feed.csv", raw("HTTP/1.1 200 OK\r\n\r\n" + "x".repeat(4_000_000)));

        assertThatThrownBy(() -> fetch("/feed.csv", null))
                .isInstanceOfSatisfying(
                        Rejected.class,
                        refused -> assertThat(refused.reasonCode()).isEqualTo("url_too_large"));
        assertThat(files()).isZero();
    }

    @Test
    void refusesAnErrorPageInsteadOfStoringIt() {
        server.on("/feed.csv", answer(404, "<html>"));

        assertThatThrownBy(() -> fetch("/feed.csv", null))
                .isInstanceOfSatisfying(
                        Rejected.class,
                        refused -> assertThat(refused.reasonCode()).isEqualTo("remote_refused"));
        assertThat(files()).isZero();
    }

    @Test
    void dropsValidatorsThatCannotBeSentBack() {
        server.on("/feed.csv", ok("x", "ETag: \"ü\"", "Last-Modified: " + "x".repeat(65)));

        assertThat(stored("/feed.csv", null).validators())
                .extracting(Validators::etag, Validators::lastModified)
                .containsExactly(null, null);
    }

    private Fetched.Stored stored(String path, @Nullable Validators known) {
        return (Fetched.Stored) fetch(path, known);
    }

    private Fetched fetch(String path, @Nullable Validators known) {
        return remote.fetch(new RemoteFile(server.url(path), null, known), progress);
    }

    private long files() {
        return behind.sql("SELECT count(*) FROM files").query(Long.class).single();
    }

    /** The store as an application has it, since its class is not ours to see. */
    private static FileStore store(DataSource dataSource, String maxSize) {
        FileStore[] store = new FileStore[1];
        JdbcClient jdbc = JdbcClient.create(dataSource);
        new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(FilesAutoConfiguration.class))
                .withPropertyValues("waybill.files.max-size=" + maxSize)
                .withBean(JdbcClient.class, () -> jdbc)
                .withBean(Clock.class, Clock::systemUTC)
                .withBean(
                        RoleTransactions.class,
                        () -> new RoleTransactions(jdbc, new DataSourceTransactionManager(dataSource)))
                .run(context -> store[0] = context.getBean(FileStore.class));
        return Objects.requireNonNull(store[0]);
    }
}
