package dev.waybill.shared.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** What the driver's reads come to. */
class PromptSocketsTest {

    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

    @Test
    void glanceWithoutWaiting() throws IOException {
        try (ServerSocket server = new ServerSocket(0, 1, LOOPBACK);
                Socket socket = new PromptSockets().createSocket(LOOPBACK, server.getLocalPort());
                Socket peer = server.accept()) {
            InputStream in = socket.getInputStream();
            socket.setSoTimeout(1);

            assertThatThrownBy(() -> in.read(new byte[8], 0, 8)).isInstanceOf(SocketTimeoutException.class);
            assertThatThrownBy(in::read).isInstanceOf(SocketTimeoutException.class);

            peer.getOutputStream().write(7);
            socket.setSoTimeout(0);
            assertThat(in.read()).isEqualTo(7);
        }
    }

    @Test
    void waitAsTheirTimeoutSaysOtherwise() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 1, LOOPBACK);
                Socket socket = new PromptSockets()
                        .createSocket(LOOPBACK.getHostAddress(), server.getLocalPort(), LOOPBACK, 0);
                Socket peer = server.accept()) {
            InputStream in = socket.getInputStream();
            socket.setSoTimeout(1);
            socket.setSoTimeout(60_000);
            CompletableFuture<Integer> read = CompletableFuture.supplyAsync(() -> read(in));

            peer.getOutputStream().write(new byte[] {1, 2, 3});

            assertThat(read.join()).isEqualTo(1);
            assertThat(in.readNBytes(2)).containsExactly(2, 3);
            peer.close();
            assertThat(in.read()).isEqualTo(-1);
        }
    }

    private static int read(InputStream in) {
        try {
            return in.read();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
