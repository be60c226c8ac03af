package dev.waybill.dashboard;

import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jobrunr.storage.StorageProvider;
import org.jobrunr.storage.ThreadSafeStorageProvider;
import org.jobrunr.utils.mapper.JsonMapper;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/** The HTTP server of the dashboard: JobRunr's handlers, each behind the {@link Gate}, on virtual threads. */
public final class DashboardServer implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(DashboardServer.class);

    private final DashboardProperties properties;
    private final StorageProvider storageProvider;
    private final JsonMapper jsonMapper;
    private @Nullable Running running;

    private record Running(HttpServer http, ExecutorService threads, DashboardStreams streams) {}

    DashboardServer(DashboardProperties properties, StorageProvider storageProvider, JsonMapper jsonMapper) {
        this.properties = properties;
        this.storageProvider = new ThreadSafeStorageProvider(storageProvider);
        this.jsonMapper = jsonMapper;
    }

    /** @throws IllegalStateException when the address cannot be bound; it names the key to change */
    @Override
    public synchronized void start() {
        if (running != null) {
            return;
        }
        HttpServer http = bind();
        DashboardStreams streams = new DashboardStreams(storageProvider, jsonMapper);
        ExecutorService threads = Executors.newThreadPerTaskExecutor(
                Thread.ofVirtual().name("dashboard-", 0).factory());
        http.setExecutor(threads);
        serve(http, "/", DashboardPages::toFrontPage);
        serve(http, "/dashboard", DashboardPages.frontend());
        serve(http, "/api", DashboardPages.actions(storageProvider, jsonMapper));
        serve(http, "/sse", streams);
        http.start();
        running = new Running(http, threads, streams);
        log.info("JobRunr dashboard at {}", address());
    }

    /** Ends the streams at once, and the other requests within the stop timeout. */
    @Override
    public synchronized void stop() {
        Running stopping = running;
        if (stopping == null) {
            return;
        }
        running = null;
        stopping.streams().close();
        stopping.http().stop(seconds(properties.stopTimeout()));
        stopping.threads().shutdownNow();
        log.info("JobRunr dashboard stopped");
    }

    @Override
    public synchronized boolean isRunning() {
        return running != null;
    }

    /**
     * The address of its front page, with the port that was really bound.
     *
     * @throws IllegalStateException when it is not running
     */
    public synchronized URI address() {
        if (running == null) {
            throw new IllegalStateException("the dashboard is not running");
        }
        InetSocketAddress bound = running.http().getAddress();
        return URI.create("http://" + forBrowsers(bound.getAddress()) + ":" + bound.getPort() + "/dashboard");
    }

    private HttpServer bind() {
        try {
            return HttpServer.create(new InetSocketAddress(properties.bindAddress(), properties.port()), 0);
        } catch (IOException e) {
            throw new IllegalStateException(
                    "waybill.dashboard.bind-address, waybill.dashboard.port: cannot listen on "
                            + properties.bindAddress().getHostAddress() + ":" + properties.port() + " ("
                            + e.getMessage() + ")",
                    e);
        }
    }

    private void serve(HttpServer http, String path, HttpHandler handler) {
        http.createContext(path, handler).getFilters().add(Gate.of(properties));
    }

    private static String forBrowsers(InetAddress bound) {
        if (bound.isAnyLocalAddress()) {
            return "localhost";
        }
        String literal = bound.getHostAddress();
        return literal.indexOf(':') < 0 ? literal : "[" + literal + "]";
    }

    private static int seconds(Duration timeout) {
        return Math.toIntExact(timeout.plusMillis(999).toSeconds());
    }
}
