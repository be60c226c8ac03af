package dev.waybill.testkit;

import dev.waybill.shared.database.DatabaseProperties;
import dev.waybill.shared.database.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** A PostgreSQL server of a test's own, to be crashed and started again. It commits to the disk as one in production. */
public final class FragilePostgres implements AutoCloseable {

    private static final Duration LONGEST_END = Duration.ofSeconds(30);

    private final Path directory;
    private final EmbeddedPostgres.Options options;
    private EmbeddedPostgres server;

    private FragilePostgres(Path directory) {
        this.directory = directory;
        EmbeddedPostgres.Options wanted =
                EmbeddedPostgres.Options.in(directory.resolve("data")).withMaxConnections(200);
        this.server = EmbeddedPostgres.start(wanted);
        this.options = wanted.withPort(server.port());
    }

    public static FragilePostgres start() {
        try {
            return new FragilePostgres(Files.createTempDirectory("waybill-fragile-"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where it is, with the defaults of a node; as its superuser. */
    public DatabaseProperties properties() {
        return DatabaseProperties.of(server.jdbcUrl("postgres"), server.username(), server.password());
    }

    /** The port on 127.0.0.1 that it listens on, the same after each restart. */
    public int port() {
        return server.port();
    }

    /** {@code key=value} pairs that point a Spring Boot application at it. */
    public String[] springProperties() {
        return new String[] {
            "waybill.database.url=" + server.jdbcUrl("postgres"),
            "waybill.database.username=" + server.username(),
            "waybill.database.password=" + server.password()
        };
    }

    /** Ends every process of the server at once, as {@code pg_ctl stop -m immediate} does. Returns when it is gone. */
    public void crash() {
        try {
            Path pidFile = directory.resolve("data/cluster/postmaster.pid");
            long pid = Long.parseLong(Files.readAllLines(pidFile).getFirst().strip());
            Process quit = new ProcessBuilder("kill", "-QUIT", Long.toString(pid)).start();
            Awaitility.await().atMost(LONGEST_END).until(() -> !quit.isAlive());
            Awaitility.await()
                    .atMost(LONGEST_END)
                    .until(() -> ProcessHandle.of(pid).isEmpty());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Starts it again on the same port, with all that was committed. */
    public void restart() {
        EmbeddedPostgres before = server;
        server = EmbeddedPostgres.start(options);
        before.close();
    }

    /** Stops it and deletes its files. */
    @Override
    public void close() {
        server.close();
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
