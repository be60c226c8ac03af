package dev.waybill.shared.database;

import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A real PostgreSQL that lives in a directory and listens on the IPv4 loopback only. The first JVM starts it, others
 * that name the same directory join it, the last one that closes it stops it. When a JVM dies without closing, the server
 * goes on, and the next JVM joins it.
 *
 * <p>The binaries come from an {@code io.zonky.test.postgres} jar on the class path; commons-compress and xz unpack them.
 */
public final class EmbeddedPostgres implements AutoCloseable {

    private static final String SUPERUSER = "postgres";

    private final PostgresServer server;
    private final ClusterUsers users;
    private final int port;
    private final String password;
    private final AtomicBoolean closed = new AtomicBoolean();

    /**
     * How it runs. A JVM that joins a running server takes it as it is: only the directory matters then.
     *
     * @param dataDirectory holds the cluster, its password (mode 0600) and its log; created when missing
     * @param binariesDirectory where the binaries are unpacked once, 60 MB a version; must allow execution
     * @param port a fixed port, or 0 for a free one, which is kept from then on while it stays free
     * @param fsync false trades safety in a power failure for speed: for tests
     * @param maxConnections upper bound of connections, from 10
     */
    public record Options(Path dataDirectory, Path binariesDirectory, int port, boolean fsync, int maxConnections) {

        public Options {
            if (port < 0 || port > 65_535) {
                throw new IllegalArgumentException("port lies in 0..65535: " + port);
            }
            if (maxConnections < 10) {
                throw new IllegalArgumentException("maxConnections starts at 10: " + maxConnections);
            }
            dataDirectory = dataDirectory.toAbsolutePath().normalize();
            binariesDirectory = binariesDirectory.toAbsolutePath().normalize();
        }

        /**
         * Safe against power failures, any free port, 200 connections, binaries in {@code ~/.cache/waybill} (for root,
         * whose home others cannot enter, in {@code /var/cache/waybill}).
         */
        public static Options in(Path dataDirectory) {
            Path cache = System.getProperty("user.name").equals("root")
                    ? Path.of("/var/cache/waybill")
                    : Path.of(System.getProperty("user.home"), ".cache", "waybill");
            return new Options(dataDirectory, cache, 0, true, 200);
        }

        public Options withBinariesDirectory(Path directory) {
            return new Options(dataDirectory, directory, port, fsync, maxConnections);
        }

        public Options withPort(int newPort) {
            return new Options(dataDirectory, binariesDirectory, newPort, fsync, maxConnections);
        }

        public Options withFsync(boolean on) {
            return new Options(dataDirectory, binariesDirectory, port, on, maxConnections);
        }

        public Options withMaxConnections(int connections) {
            return new Options(dataDirectory, binariesDirectory, port, fsync, connections);
        }
    }

    private EmbeddedPostgres(PostgresServer server, ClusterUsers users, int port, String password) {
        this.server = server;
        this.users = users;
        this.port = port;
        this.password = password;
    }

    /**
     * Starts the server, or joins it when it runs already, and returns once it takes connections.
     *
     * @throws IllegalStateException when no binaries fit this machine, or the server does not start; the message says
     *     what to do, or what the server said
     */
    public static EmbeddedPostgres start(Options options) {
        PostgresServer server = new PostgresServer(options, PostgresBinaries.unpackedIn(options.binariesDirectory()));
        ClusterUsers users = ClusterUsers.of(options.dataDirectory());
        return users.join(() -> new EmbeddedPostgres(server, users, server.joinOrStart(), server.password()));
    }

    /** The JDBC URL of a database in this cluster; {@code postgres} always exists. */
    public String jdbcUrl(String database) {
        return PostgresServer.jdbcUrl(port, database);
    }

    /** The port on 127.0.0.1 that it listens on. */
    public int port() {
        return port;
    }

    /** The login of the superuser. */
    public String username() {
        return SUPERUSER;
    }

    /** The superuser's password, drawn at random when the directory was set up. */
    public String password() {
        return password;
    }

    /** Leaves; the last JVM to leave stops the server, ending connections that are still open. Idempotent. */
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            users.leave(server::stop);
        }
    }
}
