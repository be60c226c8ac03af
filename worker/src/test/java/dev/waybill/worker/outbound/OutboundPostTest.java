package dev.waybill.worker.outbound;

import static dev.waybill.worker.outbound.Outcomes.retried;
import static dev.waybill.worker.outbound.RawServer.answer;
import static dev.waybill.worker.outbound.RawServer.ok;
import static dev.waybill.worker.outbound.RawServer.raw;
import static dev.waybill.worker.outbound.RawServer.redirect;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OutboundPostTest {

    private final RawServer server = new RawServer();
    private final TestProgress progress = new TestProgress();

    OutboundPostTest() throws IOException {}

    @AfterEach
    void close() throws IOException {
        server.close();
        assertThat(progress.aborts()).as("aborts that stay registered").isZero();
    }

    @Test
    void postsOnceWhateverHappens() {
        server.on("/dropped", raw(""))
                .on("/busy", answer(503, "", "Retry-After: 0"))
                .on("/slow", answer(408, ""))
                .on("/moved", redirect(307, "/dropped"));
        OutboundClient client = OutboundClients.local();

        retried("remote_cut_off", () -> post(client, "/dropped"));
        assertThat(post(client, "/busy")).isEqualTo(503);
        assertThat(post(client, "/slow")).isEqualTo(408);
        assertThat(post(client, "/moved")).isEqualTo(307);

        assertThat(server.paths()).containsExactly("/dropped", "/busy", "/slow", "/moved");
        assertThat(server.requests()).allSatisfy(request -> {
            assertThat(request.body()).isEqualTo("{\"a\":1}");
            assertThat(request.header("content-type")).isEqualTo("application/json");
        });
    }

    @Test
    void neverPostsOverAUsedConnection() {
        server.on("/", ok("", "Connection: keep-alive"));
        OutboundClient client = OutboundClients.local();

        for (String body : List.of("1", "2")) {
            OutboundRequest request = OutboundRequest.post(server.url("/"), "text/plain", body);
            client.send(request.withHeader("X-Keep", "1"), progress).close();
            client.send(OutboundRequest.get(server.url("/")).withHeader("X-Keep", "1"), progress)
                    .close();
        }

        assertThat(server.connections()).isEqualTo(3);
        assertThat(server.requests()).hasSize(4);
    }

    private int post(OutboundClient client, String path) {
        OutboundRequest request = OutboundRequest.post(server.url(path), "application/json", "{\"a\":1}");
        try (OutboundResponse response = client.send(request, progress)) {
            return response.status();
        }
    }
}
