package dev.waybill.testkit.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FaultyProxyTest {

    private static final int PATIENCE_MILLIS = 10_000;
    private static final int SILENCE_MILLIS = 200;

    private final ServerSocket listening = listen();
    private final FaultyProxy proxy = FaultyProxy.to(listening.getLocalPort());
    private final Socket client = connect(proxy);
    private final Socket server = accept(listening);

    @BeforeEach
    void passesBothWays() throws IOException {
        client.setSoTimeout(PATIENCE_MILLIS);
        server.setSoTimeout(PATIENCE_MILLIS);
        send(client, 1);
        assertThat(server.getInputStream().read()).isEqualTo(1);
        send(server, 2);
        assertThat(client.getInputStream().read()).isEqualTo(2);
    }

    @AfterEach
    void close() throws IOException {
        proxy.close();
        client.close();
        server.close();
        listening.close();
    }

    @Test
    void resetsBothSidesAndLetsNewOnesThrough() throws IOException {
        proxy.cut();

        assertThatThrownBy(() -> client.getInputStream().read()).isInstanceOf(SocketException.class);
        assertThatThrownBy(() -> server.getInputStream().read()).isInstanceOf(SocketException.class);
        try (Socket next = connect(proxy);
                Socket accepted = accept(listening)) {
            send(next, 3);
            assertThat(accepted.getInputStream().read()).isEqualTo(3);
        }
        Awaitility.await()
                .atMost(Duration.ofMillis(PATIENCE_MILLIS))
                .untilAsserted(() -> assertThat(proxy.connections()).isZero());
    }

    @Test
    void holdsWhatIsSentUntilItIsHealed() throws IOException {
        proxy.hold();
        send(client, 4);

        server.setSoTimeout(SILENCE_MILLIS);
        assertThatThrownBy(() -> server.getInputStream().read()).isInstanceOf(SocketTimeoutException.class);
        proxy.heal();
        server.setSoTimeout(PATIENCE_MILLIS);
        assertThat(server.getInputStream().read()).isEqualTo(4);
    }

    @Test
    void tellsOnlyTheClientOfTheEndWhenItIsHalfClosed() throws IOException {
        proxy.halfClose();

        assertThat(client.getInputStream().read()).isEqualTo(-1);
        send(client, 5);
        assertThat(server.getInputStream().read()).isEqualTo(5);
    }

    @Test
    void neverTellsAClientThatItAbandoned() throws IOException {
        proxy.abandon();

        assertThatThrownBy(() -> server.getInputStream().read()).isInstanceOf(SocketException.class);
        send(client, 6);
        client.setSoTimeout(SILENCE_MILLIS);
        assertThatThrownBy(() -> client.getInputStream().read()).isInstanceOf(SocketTimeoutException.class);
    }

    private static void send(Socket socket, int value) throws IOException {
        socket.getOutputStream().write(value);
    }

    private static ServerSocket listen() {
        try {
            return new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Socket connect(FaultyProxy proxy) {
        try {
            return new Socket(InetAddress.getLoopbackAddress(), proxy.port());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Socket accept(ServerSocket listening) {
        try {
            return listening.accept();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
