package dev.waybill.worker.outbound;

import static dev.waybill.worker.outbound.Outcomes.await;
import static dev.waybill.worker.outbound.RawServer.head;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.waybill.shared.job.Stopped;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OutboundStopTest {

    private final RawServer server = new RawServer();
    private final TestProgress progress = new TestProgress();

    OutboundStopTest() throws IOException {}

    @AfterEach
    void close() throws IOException {
        server.close();
        assertThat(progress.aborts()).as("aborts that stay registered").isZero();
    }

    @Test
    void stopsATransferThatStandsStill() throws Exception {
        CountDownLatch reading = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        server.on("/", (request, out) -> {
            out.write((head(200) + "\r\nbeginning").getBytes(UTF_8));
            out.flush();
            reading.countDown();
            await(end);
        });

        CompletableFuture<String> transfer =
                CompletableFuture.supplyAsync(() -> content(OutboundClients.local("read-timeout=1h"), "/"));
        reading.await();
        progress.stop();

        assertThatThrownBy(() -> transfer.get(30, TimeUnit.SECONDS))
                .isInstanceOf(ExecutionException.class)
                .cause()
                .isInstanceOf(Stopped.class);
        end.countDown();
    }

    @Test
    void stopsAConnectionThatIsNotAnswered() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        server.on("/", (request, out) -> {
            asked.countDown();
            await(end);
        });

        CompletableFuture<String> transfer =
                CompletableFuture.supplyAsync(() -> content(OutboundClients.local("read-timeout=1h"), "/"));
        asked.await();
        progress.stop();

        assertThatThrownBy(() -> transfer.get(30, TimeUnit.SECONDS)).cause().isInstanceOf(Stopped.class);
        end.countDown();
    }

    @Test
    void sendsNothingForAJobThatHasToStop() {
        progress.stop();

        assertThatThrownBy(() -> send(OutboundClients.local(), "/")).isInstanceOf(Stopped.class);
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void wakesUpFromAPauseWhenTheJobMustStop() throws Exception {
        CompletableFuture<Void> pause = CompletableFuture.runAsync(() -> Pause.of(Duration.ofDays(1), progress));
        Awaitility.await().until(() -> progress.aborts() == 1);
        progress.stop();

        assertThatThrownBy(pause::get).cause().isInstanceOf(Stopped.class);
    }

    private String content(OutboundClient client, String path) {
        try (OutboundResponse response = send(client, path)) {
            return new String(response.requireSuccess().body().readAllBytes(), UTF_8);
        } catch (IOException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private OutboundResponse send(OutboundClient client, String path) {
        return client.send(OutboundRequest.get(server.url(path)), progress);
    }
}
