package dev.waybill.shared.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.waybill.testkit.ChildJvm;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.CannotGetJdbcConnectionException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

class EmbeddedPostgresPostgresTest {

    private static final Duration SOON = Duration.ofSeconds(60);

    @TempDir
    Path directory;

    @AfterEach
    void nothingStaysBehind() {
        assertThat(Postmaster.of(cluster())).isEmpty();
    }

    @Test
    void keepsItsDataAndItsPortOverARestart() {
        int port;
        try (EmbeddedPostgres first = start()) {
            jdbc(first).sql("CREATE TABLE kept AS SELECT 42 AS answer").update();
            port = first.port();
        }
        try (EmbeddedPostgres second = start()) {
            assertThat(jdbc(second)
                            .sql("SELECT answer FROM kept")
                            .query(Integer.class)
                            .single())
                    .isEqualTo(42);
            assertThat(second.port()).isEqualTo(port);
        }
    }

    @Test
    void listensOnTheLoopbackOnlyAndAsksForThePassword() throws IOException {
        try (EmbeddedPostgres postgres = start()) {
            assertThat(setting(postgres, "listen_addresses")).isEqualTo("127.0.0.1");
            assertThat(setting(postgres, "unix_socket_directories")).isEmpty();
            assertThat(setting(postgres, "fsync")).isEqualTo("off");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.resolve("password"))))
                    .isEqualTo("rw-------");
            JdbcClient stranger = JdbcClient.create(
                    new DriverManagerDataSource(postgres.jdbcUrl("postgres"), postgres.username(), "guess"));
            assertThatThrownBy(
                            () -> stranger.sql("SELECT 1").query(Integer.class).single())
                    .isInstanceOf(CannotGetJdbcConnectionException.class);
        }
    }

    @Test
    void survivesPowerFailuresByDefault() {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start(EmbeddedPostgres.Options.in(directory))) {
            assertThat(setting(postgres, "fsync")).isEqualTo("on");
            assertThat(setting(postgres, "data_checksums")).isEqualTo("on");
        }
    }

    @Test
    void runsUntilItsLastUserInThisJvmLeaves() {
        EmbeddedPostgres first = start();
        try (EmbeddedPostgres second = start()) {
            first.close();
            first.close();

            assertThat(startedAt(second)).isNotNull();
        }
    }

    @Test
    void runsUntilItsLastJvmLeaves() {
        EmbeddedPostgres ours = start();
        try (ChildJvm other = user()) {
            assertThat(port(other)).isEqualTo(ours.port());

            ours.close();
            assertThat(Postmaster.of(cluster())).isPresent();

            other.terminate();
            other.awaitExit(SOON);
        }
    }

    @Test
    void isStartedOnceWhenManyStartAtOnce() throws Exception {
        try (ChildJvm other = user();
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<EmbeddedPostgres>> starts = IntStream.range(0, 4)
                    .mapToObj(i -> threads.submit(this::start))
                    .toList();
            for (Future<EmbeddedPostgres> start : starts) {
                assertThat(start.get().port()).isEqualTo(port(other));
            }
            for (Future<EmbeddedPostgres> start : starts) {
                start.get().close();
            }
            assertThat(Postmaster.of(cluster())).isPresent();
            other.terminate();
            other.awaitExit(SOON);
        }
    }

    @Test
    void outlivesAJvmThatIsKilledAndIsJoinedByTheNext() {
        try (ChildJvm dead = user()) {
            int port = port(dead);
            Postmaster before = Postmaster.of(cluster()).orElseThrow();
            dead.kill();

            try (EmbeddedPostgres next = start()) {
                assertThat(next.port()).isEqualTo(port);
                assertThat(Postmaster.of(cluster())).contains(before);
                assertThat(startedAt(next)).isNotNull();
            }
        }
    }

    @Test
    void isStartedAgainAfterTheServerItselfWasKilled() {
        try (EmbeddedPostgres crashed = EmbeddedPostgres.start(EmbeddedPostgres.Options.in(directory))) {
            jdbc(crashed).sql("CREATE TABLE kept AS SELECT 42 AS answer").update();
            killServer();

            try (EmbeddedPostgres next = start()) {
                assertThat(jdbc(next)
                                .sql("SELECT answer FROM kept")
                                .query(Integer.class)
                                .single())
                        .isEqualTo(42);
            }
        }
    }

    @Test
    void isNotFooledByAnotherProgramThatGotTheCrashedServersProcessId() throws IOException {
        start().close();
        Process other = new ProcessBuilder("sleep", "60").start();
        try {
            Files.writeString(
                    cluster().resolve("postmaster.pid"),
                    String.join("\n", "" + other.pid(), cluster().toString(), "1", "1", "", "", "1 1", ""));

            try (EmbeddedPostgres postgres = start()) {
                assertThat(startedAt(postgres)).isNotNull();
            }
        } finally {
            other.destroyForcibly();
        }
    }

    @Test
    void takesAnotherPortWhenTheRememberedOneIsTaken() throws IOException {
        start().close();
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}))) {
            Files.writeString(directory.resolve("port"), "" + taken.getLocalPort());
            try (EmbeddedPostgres postgres = start()) {
                assertThat(postgres.port()).isNotEqualTo(taken.getLocalPort());
            }
        }
    }

    @Test
    void saysWhyItDoesNotStart() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}))) {
            EmbeddedPostgres.Options fixed =
                    EmbeddedPostgres.Options.in(directory).withFsync(false).withPort(taken.getLocalPort());
            assertThatThrownBy(() -> EmbeddedPostgres.start(fixed))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("could not bind IPv4 address")
                    .hasMessageContaining("" + taken.getLocalPort());
        }
    }

    @Test
    void isStartedByRootAsTheUserThatOwnsTheData() throws IOException {
        assumeThat(System.getProperty("user.name")).isEqualTo("root");
        start().close();
        try (Stream<Path> files = Files.walk(cluster())) {
            for (Path file : files.toList()) {
                Files.setAttribute(file, "unix:uid", 65_534);
            }
        }

        try (EmbeddedPostgres postgres = start()) {
            assertThat(startedAt(postgres)).isNotNull();
        }
    }

    @Test
    void isSetUpByRootWhereUserNamespacesAreForbidden(@TempDir Path programs) throws IOException {
        assumeThat(System.getProperty("user.name")).isEqualTo("root");
        Path forbidden = Files.writeString(programs.resolve("unshare"), "#!/bin/sh\nexit 1\n");
        Files.setPosixFilePermissions(forbidden, PosixFilePermissions.fromString("rwxr-xr-x"));

        try (ChildJvm user = ChildJvm.of(EmbeddedPostgresUser.class)
                .environment("PATH", programs + ":" + System.getenv("PATH"))
                .arguments(directory.toString())
                .start()) {
            assertThat(port(user)).isPositive();
            assertThat(Files.getAttribute(cluster(), "unix:uid")).isEqualTo(65_534);
            user.terminate();
            user.awaitExit(SOON);
        }
    }

    private EmbeddedPostgres start() {
        return EmbeddedPostgres.start(EmbeddedPostgres.Options.in(directory).withFsync(false));
    }

    private ChildJvm user() {
        return ChildJvm.of(EmbeddedPostgresUser.class)
                .arguments(directory.toString())
                .start();
    }

    private static int port(ChildJvm user) {
        return Integer.parseInt(user.awaitOutput("^port (\\d+)$", SOON).group(1));
    }

    private Path cluster() {
        return directory.resolve("cluster");
    }

    private void killServer() {
        ProcessHandle server =
                ProcessHandle.of(Postmaster.of(cluster()).orElseThrow().pid()).orElseThrow();
        List<ProcessHandle> backends = server.children().toList();
        server.destroyForcibly();
        Awaitility.await().until(() -> !server.isAlive() && backends.stream().noneMatch(ProcessHandle::isAlive));
    }

    private static JdbcClient jdbc(EmbeddedPostgres postgres) {
        return JdbcClient.create(
                new DriverManagerDataSource(postgres.jdbcUrl("postgres"), postgres.username(), postgres.password()));
    }

    private static String setting(EmbeddedPostgres postgres, String name) {
        return jdbc(postgres).sql("SHOW " + name).query(String.class).single();
    }

    private static OffsetDateTime startedAt(EmbeddedPostgres postgres) {
        return jdbc(postgres)
                .sql("SELECT pg_postmaster_start_time()")
                .query(OffsetDateTime.class)
                .single();
    }
}
