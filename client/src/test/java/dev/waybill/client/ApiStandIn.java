package dev.waybill.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Speaks the API's wire format, as scripted: the first request of a route gets the first answer, and so on. */
final class ApiStandIn implements AutoCloseable {

    /** What came in. */
    record Received(String method, String path, String query, Headers headers, String text) {
        String header(String name) {
            return String.valueOf(headers.getFirst(name));
        }
    }

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Map<String, Deque<HttpHandler>> script = new ConcurrentHashMap<>();
    private final List<Received> received = new CopyOnWriteArrayList<>();
    private final CountDownLatch closing = new CountDownLatch(1);

    ApiStandIn() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** The last answer is given to all further requests. */
    ApiStandIn on(String methodAndPath, HttpHandler... answers) {
        script.put(methodAndPath, new ArrayDeque<>(List.of(answers)));
        return this;
    }

    List<Received> received() {
        return received;
    }

    static HttpHandler json(int status, String body, String... headers) {
        return answer(status, status >= 400 ? "application/problem+json" : "application/json", body, headers);
    }

    static HttpHandler answer(int status, String type, String body, String... headers) {
        return exchange -> {
            exchange.getResponseHeaders().set("Content-Type", type);
            for (int i = 0; i < headers.length; i += 2) {
                exchange.getResponseHeaders().set(headers[i], headers[i + 1]);
            }
            byte[] bytes = body.getBytes(UTF_8);
            exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        };
    }

    /** A stream that ends as it should, after these chunks. */
    static HttpHandler stream(String... chunks) {
        return exchange -> {
            OutputStream body = open(exchange, 0);
            for (String chunk : chunks) {
                body.write(chunk.getBytes(UTF_8));
                body.flush();
            }
            body.close();
        };
    }

    /** A stream whose connection breaks after these chunks. */
    static HttpHandler brokenStream(String... chunks) {
        return exchange -> {
            OutputStream body = open(exchange, 1_000_000);
            for (String chunk : chunks) {
                body.write(chunk.getBytes(UTF_8));
                body.flush();
            }
            exchange.close();
        };
    }

    /** The connection ends without an answer. */
    static HttpHandler hangUp() {
        return exchange -> {
            throw new IllegalStateException("hang up");
        };
    }

    /** Sends this much of a stream, then nothing, until the test is over. */
    HttpHandler silentAfter(String chunk) {
        return exchange -> {
            OutputStream body = open(exchange, 0);
            body.write(chunk.getBytes(UTF_8));
            body.flush();
            awaitClosing();
        };
    }

    /** No answer until the test is over. */
    HttpHandler silence() {
        return exchange -> awaitClosing();
    }

    @Override
    public void close() {
        closing.countDown();
        server.stop(0);
        threads.shutdownNow();
    }

    private void awaitClosing() throws IOException {
        try {
            closing.await();
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    private static OutputStream open(HttpExchange exchange, long length) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "text/event-stream;charset=UTF-8");
        exchange.sendResponseHeaders(200, length);
        return exchange.getResponseBody();
    }

    private void handle(HttpExchange exchange) throws IOException {
        URI uri = exchange.getRequestURI();
        Headers headers = new Headers();
        headers.putAll(exchange.getRequestHeaders());
        received.add(new Received(
                exchange.getRequestMethod(),
                uri.getPath(),
                String.valueOf(uri.getQuery()),
                headers,
                new String(exchange.getRequestBody().readAllBytes(), UTF_8)));
        next(exchange.getRequestMethod() + " " + uri.getPath()).handle(exchange);
    }

    private HttpHandler next(String route) {
        Deque<HttpHandler> answers = script.getOrDefault(route, new ArrayDeque<>());
        synchronized (answers) {
            HttpHandler unscripted = json(404, "{\"reason_code\":\"not_found\",\"detail\":\"" + route + "\"}");
            return answers.size() > 1 ? answers.remove() : answers.isEmpty() ? unscripted : answers.getFirst();
        }
    }
}
