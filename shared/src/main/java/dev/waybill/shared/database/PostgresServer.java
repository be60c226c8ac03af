package dev.waybill.shared.database;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.springframework.util.FileSystemUtils;

/** The server of one directory: sets it up, finds it running or starts it, stops it. Callers take turns. */
final class PostgresServer {

    private static final Duration START_TIMEOUT = Duration.ofMinutes(5);
    private static final Duration RETRY_PAUSE = Duration.ofMillis(50);
    private static final String CONNECTION_FAILED = "08";
    private static final String STARTING_OR_STOPPING = "57P";
    private static final int PORTS_TO_TRY = 5;

    private final EmbeddedPostgres.Options options;
    private final PostgresBinaries binaries;
    private final Path cluster;
    private final Path password;
    private final Path log;
    private final PostgresCommand command;

    PostgresServer(EmbeddedPostgres.Options options, PostgresBinaries binaries) {
        Path directory = options.dataDirectory();
        this.options = options;
        this.binaries = binaries;
        this.cluster = directory.resolve("cluster");
        this.password = directory.resolve("password");
        this.log = directory.resolve("postgres.log");
        this.command = new PostgresCommand(directory, cluster);
    }

    static String jdbcUrl(int port, String database) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
    }

    /** Answers the port of the server once it takes connections. */
    int joinOrStart() {
        try {
            if (!Files.exists(cluster)) {
                setUp();
            }
            Optional<Postmaster> running = Postmaster.of(cluster);
            return running.isPresent() ? join() : start();
        } catch (IOException e) {
            throw new UncheckedIOException("Could not start PostgreSQL in " + options.dataDirectory(), e);
        }
    }

    String password() {
        try {
            return Files.readString(password);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void stop() {
        if (Postmaster.of(cluster).isPresent()) {
            command.run(
                    List.of(binaries.program("pg_ctl"), "stop", "--mode=fast", "--timeout=60", "--pgdata=" + cluster));
        }
    }

    // Renamed when complete, so that a crash in between leaves nothing that looks like a cluster.
    private void setUp() throws IOException {
        Path fresh = options.dataDirectory().resolve("cluster.new");
        FileSystemUtils.deleteRecursively(fresh);
        writePassword();
        command.run(List.of(
                binaries.program("initdb"),
                "--pgdata=" + fresh,
                "--username=postgres",
                "--pwfile=" + password,
                "--auth=scram-sha-256",
                "--encoding=UTF8",
                "--locale=C",
                "--locale-provider=builtin",
                "--builtin-locale=C.UTF-8",
                "--no-instructions",
                options.fsync() ? "--data-checksums" : "--no-sync"));
        Files.move(fresh, cluster, StandardCopyOption.ATOMIC_MOVE);
    }

    private void writePassword() throws IOException {
        byte[] secret = new byte[24];
        new SecureRandom().nextBytes(secret);
        Files.deleteIfExists(password);
        Files.createFile(password, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(password, HexFormat.of().formatHex(secret));
    }

    // Its starter may have died while it still recovers: it is given the same time as one that we start.
    private int join() throws IOException {
        long deadline = System.nanoTime() + START_TIMEOUT.toNanos();
        while (System.nanoTime() < deadline) {
            Optional<Postmaster> running = Postmaster.of(cluster);
            if (running.isEmpty()) {
                return start();
            }
            if (running.get().port().isPresent() && answers(running.get().port().getAsInt())) {
                return running.get().port().getAsInt();
            }
            LockSupport.parkNanos(RETRY_PAUSE.toNanos());
        }
        throw new IllegalStateException(
                "PostgreSQL in %s runs but takes no connections; see %s".formatted(options.dataDirectory(), log));
    }

    private boolean answers(int port) {
        try (Connection connection = DriverManager.getConnection(jdbcUrl(port, "postgres"), "postgres", password())) {
            return connection.isValid(5);
        } catch (SQLException e) {
            return !isNotYetUp(e);
        }
    }

    // Any other answer, such as too many connections, comes from a server that is up.
    private static boolean isNotYetUp(SQLException answer) {
        String state = String.valueOf(answer.getSQLState());
        return state.startsWith(CONNECTION_FAILED) || state.startsWith(STARTING_OR_STOPPING);
    }

    private int start() throws IOException {
        for (int attempt = 1; ; attempt++) {
            int port = attempt == 1 ? preferredPort() : LoopbackPort.free();
            try {
                start(port);
                Files.writeString(rememberedPort(), Integer.toString(port));
                return port;
            } catch (IllegalStateException e) {
                if (attempt == PORTS_TO_TRY || options.port() != 0 || !logged("could not bind")) {
                    throw new IllegalStateException(e.getMessage() + "\n" + lastLines(), e);
                }
            }
        }
    }

    private void start(int port) throws IOException {
        if (Files.exists(log)) {
            Files.move(log, log.resolveSibling("postgres.log.1"), StandardCopyOption.REPLACE_EXISTING);
        }
        Postmaster.removeIfReused(cluster);
        command.run(List.of(
                binaries.program("pg_ctl"),
                "start",
                "--wait",
                "--timeout=" + START_TIMEOUT.toSeconds(),
                "--pgdata=" + cluster,
                "--log=" + log,
                "--options=" + settings(port)));
    }

    private String settings(int port) {
        String always = "-p %d -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c max_connections=%d"
                .formatted(port, options.maxConnections());
        String careless = " -c fsync=off -c full_page_writes=off -c max_wal_size=128MB";
        return options.fsync() ? always : always + careless;
    }

    private Path rememberedPort() {
        return options.dataDirectory().resolve("port");
    }

    private int preferredPort() throws IOException {
        if (options.port() != 0) {
            return options.port();
        }
        if (!Files.exists(rememberedPort())) {
            return LoopbackPort.free();
        }
        int remembered = Integer.parseInt(Files.readString(rememberedPort()).strip());
        return LoopbackPort.isFree(remembered) ? remembered : LoopbackPort.free();
    }

    private boolean logged(String words) throws IOException {
        return Files.exists(log) && Files.readString(log).contains(words);
    }

    private String lastLines() throws IOException {
        List<String> lines = Files.exists(log) ? Files.readAllLines(log) : List.of();
        return String.join("\n", lines.subList(Math.max(0, lines.size() - 10), lines.size()));
    }
}
