package dev.waybill.testkit;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketException;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One request on a raw HTTP/1.1 connection, and every way to answer it, the wrong ones included. */
final class WireExchange {

    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;
    private final String method;
    private final String path;
    private final Map<String, String> headers;
    private byte @Nullable [] body;
    private Consumer<String> whenRead = text -> {};
    private boolean keepAlive = true;

    WireExchange(Socket socket, InputStream in, String method, String path, Map<String, String> headers)
            throws IOException {
        this.socket = socket;
        this.in = in;
        this.out = socket.getOutputStream();
        this.method = method;
        this.path = path;
        this.headers = headers;
    }

    String method() {
        return method;
    }

    /** With its query. */
    String path() {
        return path;
    }

    @Nullable
    String header(String name) {
        return headers.get(name.toLowerCase(Locale.ROOT));
    }

    /** Is told the body as soon as it was read to its end. */
    void whenRead(Consumer<String> listener) {
        whenRead = listener;
    }

    /** Reads the body at the first call. */
    String body() throws IOException {
        if (body != null) {
            return new String(body, UTF_8);
        }
        body = "chunked".equalsIgnoreCase(header("Transfer-Encoding")) ? chunks() : exactly(length());
        String text = new String(body, UTF_8);
        whenRead.accept(text);
        return text;
    }

    void send(int status, Map<String, String> extra, String contentType, String text) throws IOException {
        byte[] bytes = text.getBytes(UTF_8);
        head(status, extra, contentType, bytes.length);
        out.write(bytes);
        out.flush();
    }

    /** Promises more bytes than it sends, and closes. */
    void sendCut(String contentType, String text, int missing) throws IOException {
        byte[] bytes = text.getBytes(UTF_8);
        head(200, Map.of(), contentType, bytes.length + missing);
        out.write(bytes);
        out.flush();
        keepAlive = false;
    }

    /** Resets the connection: the peer sees it end in the middle of whatever it does. */
    void reset() throws IOException {
        keepAlive = false;
        socket.setSoLinger(true, 0);
        socket.close();
    }

    /** The answer is complete, but the connection ends without a word of it: the peer pools a dead one. */
    void closeSilently() {
        keepAlive = false;
    }

    /** Returns when the peer has closed its side. */
    void awaitClose() throws IOException {
        keepAlive = false;
        try {
            in.transferTo(OutputStream.nullOutputStream());
        } catch (SocketException reset) {
            return;
        }
    }

    boolean staysOpen() {
        return keepAlive;
    }

    private void head(int status, Map<String, String> extra, String contentType, int length) throws IOException {
        StringBuilder head = new StringBuilder("HTTP/1.1 ").append(status).append(" -\r\n");
        head.append("Content-Type: ").append(contentType).append("\r\n");
        head.append("Content-Length: ").append(length).append("\r\n");
        extra.forEach(
                (name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
        out.write(head.append("\r\n").toString().getBytes(ISO_8859_1));
    }

    private int length() {
        String length = header("Content-Length");
        return length == null ? 0 : Integer.parseInt(length.strip());
    }

    private byte[] chunks() throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        while (true) {
            int size = Integer.parseInt(line(in).split(";")[0].strip(), 16);
            all.write(exactly(size));
            String unused = line(in);
            if (size == 0) {
                return all.toByteArray();
            }
        }
    }

    private byte[] exactly(int length) throws IOException {
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new EOFException();
        }
        return bytes;
    }

    /** One line without its end. */
    static String line(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new EOFException();
            }
            if (next != '\r') {
                line.write(next);
            }
        }
        return line.toString(ISO_8859_1);
    }
}
