package dev.waybill.worker.outbound;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** A server on the loopback address that answers byte by byte what a test says, however wrong. */
public final class RawServer implements AutoCloseable {

    private final ServerSocket server;
    private final Map<String, Answer> answers = new ConcurrentHashMap<>();
    private final List<Request> requests = new CopyOnWriteArrayList<>();
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();

    public RawServer() throws IOException {
        server = new ServerSocket(0, 50, InetAddress.ofLiteral("127.0.0.1"));
        Thread.ofVirtual().start(this::accept);
    }

    /** Writes an answer; the connection ends after it, unless it is told to be kept. */
    public interface Answer {
        void to(Request request, OutputStream out) throws IOException;
    }

    /**
     * What came.
     *
     * @param path with its query
     * @param headers by lower-case name
     */
    public record Request(String method, String path, Map<String, String> headers, String body) {
        public @Nullable String header(String name) {
            return headers.get(name);
        }
    }

    /** Answers requests for the path, whatever their query. */
    public RawServer on(String path, Answer answer) {
        answers.put(path, answer);
        return this;
    }

    /** Answers with a status, headers, and a body whose length is announced. */
    public static Answer answer(int status, String body, String... headers) {
        return (request, out) -> {
            byte[] bytes = body.getBytes(UTF_8);
            out.write(head(status, headers).getBytes(UTF_8));
            out.write("Content-Length: %d\r\n\r\n".formatted(bytes.length).getBytes(ISO_8859_1));
            out.write(bytes);
        };
    }

    public static Answer ok(String body, String... headers) {
        return answer(200, body, headers);
    }

    public static Answer redirect(int status, String location) {
        return answer(status, "", "Location: " + location);
    }

    /** Exactly these bytes. */
    public static Answer raw(String bytes) {
        return (request, out) -> out.write(bytes.getBytes(ISO_8859_1));
    }

    static String head(int status, String... headers) {
        StringBuilder head = new StringBuilder("HTTP/1.1 " + status + " Said\r\n");
        for (String header : headers) {
            head.append(header).append("\r\n");
        }
        return head.toString();
    }

    public String url(String path) {
        return url("127.0.0.1", path);
    }

    public String url(String host, String path) {
        return "http://%s:%d%s".formatted(host, port(), path);
    }

    public int port() {
        return server.getLocalPort();
    }

    /** What came so far. */
    public List<Request> requests() {
        return List.copyOf(requests);
    }

    int connections() {
        return sockets.size();
    }

    public List<String> paths() {
        return requests.stream().map(Request::path).toList();
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (Socket socket : sockets) {
            socket.close();
        }
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                sockets.add(socket);
                Thread.ofVirtual().start(() -> serve(socket));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(Socket socket) {
        try (socket;
                InputStream in = new BufferedInputStream(socket.getInputStream())) {
            Request request = read(in);
            while (request != null) {
                requests.add(request);
                Answer answer = answers.getOrDefault(request.path().replaceFirst("\\?.*", ""), answer(404, "nothing"));
                answer.to(request, socket.getOutputStream());
                socket.getOutputStream().flush();
                request = request.headers().containsKey("x-keep") ? read(in) : null;
            }
        } catch (IOException gone) {
            // the client went away, as some tests want
            return;
        }
    }

    private static @Nullable Request read(InputStream in) throws IOException {
        String line = line(in);
        if (line == null) {
            return null;
        }
        Map<String, String> headers = new LinkedHashMap<>();
        for (String header = line(in); header != null && !header.isEmpty(); header = line(in)) {
            String[] parts = header.split(":", 2);
            headers.put(parts[0].toLowerCase(Locale.ROOT), parts[1].strip());
        }
        int length = Integer.parseInt(headers.getOrDefault("content-length", "0"));
        String[] parts = line.split(" ");
        return new Request(parts[0], parts[1], headers, new String(in.readNBytes(length), UTF_8));
    }

    private static @Nullable String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = in.read(); next >= 0; next = in.read()) {
            if (next == '\n') {
                return line.toString().stripTrailing();
            }
            line.append((char) next);
        }
        return null;
    }
}
