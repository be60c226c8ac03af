package dev.waybill.worker.imports;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/** A shop's server on this machine: files with an ETag, and whatever else a test wants to answer. */
final class FeedServer implements AutoCloseable {

    /** What is answered for a path with its query; null for 404. */
    @FunctionalInterface
    interface Answers {
        byte @Nullable [] of(String pathAndQuery) throws InterruptedException;
    }

    private final HttpServer server;
    private final Map<String, byte[]> files = new ConcurrentHashMap<>();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private volatile Answers answers = path -> null;

    FeedServer() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::answer);
        server.start();
    }

    String url(String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + path;
    }

    void put(String path, String content) {
        put(path, content.getBytes(UTF_8));
    }

    void put(String path, byte[] content) {
        files.put(path, content);
    }

    void answer(Answers newAnswers) {
        answers = newAnswers;
    }

    /** What was asked for so far, with the status that was answered. */
    List<String> requests() {
        return List.copyOf(requests);
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().toString();
            byte[] content = content(path);
            String tag = content == null ? "" : "\"" + Arrays.hashCode(content) + "\"";
            boolean known = tag.equals(exchange.getRequestHeaders().getFirst("If-None-Match"));
            int status = content == null ? 404 : known ? 304 : 200;
            requests.add(status + " " + path);
            exchange.getResponseHeaders().set("ETag", tag);
            exchange.getResponseHeaders().set("Content-Type", "application/octet-stream");
            if (status == 200 && content != null) {
                exchange.sendResponseHeaders(200, content.length == 0 ? -1 : content.length);
                exchange.getResponseBody().write(content);
            } else {
                exchange.sendResponseHeaders(status, -1);
            }
        }
    }

    private byte @Nullable [] content(String path) throws IOException {
        byte[] file = files.get(path);
        try {
            return file != null ? file : answers.of(path);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }
}
