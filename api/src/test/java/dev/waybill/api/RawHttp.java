package dev.waybill.api;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** A connection on which anything can be sent, however wrong. */
final class RawHttp implements AutoCloseable {

    /** Of one request on a connection, by an admin. */
    static final String HEAD = "Host: x\r\nConnection: close\r\nAuthorization: Bearer " + ApiNode.ADMIN_KEY + "\r\n";

    private final Socket socket;

    RawHttp(Http http) throws IOException {
        URI base = URI.create(http.base());
        socket = new Socket(base.getHost(), base.getPort());
        socket.setSoTimeout(30_000);
    }

    /** Sends characters up to 255 as bytes; a server that has hung up is no failure. */
    RawHttp send(String text) throws IOException {
        return send(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    RawHttp send(byte[] bytes) throws IOException {
        try {
            OutputStream out = socket.getOutputStream();
            out.write(bytes);
            out.flush();
        } catch (SocketException refused) {
            // what was answered before can still be read
        }
        return this;
    }

    /** No more comes from here. */
    RawHttp finish() throws IOException {
        socket.shutdownOutput();
        return this;
    }

    /** Everything that the server says until it hangs up. */
    String answer() throws IOException {
        ByteArrayOutputStream read = new ByteArrayOutputStream();
        InputStream in = socket.getInputStream();
        byte[] buffer = new byte[8192];
        try {
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                read.write(buffer, 0, count);
            }
        } catch (SocketException reset) {
            // whatever came before counts
        }
        return read.toString(StandardCharsets.UTF_8);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
