package dev.waybill.client;

import static dev.waybill.client.ApiStandIn.answer;
import static dev.waybill.client.ApiStandIn.hangUp;
import static dev.waybill.client.ApiStandIn.json;
import static dev.waybill.client.ApiStandIn.stream;
import static dev.waybill.client.Wire.process;
import static dev.waybill.client.Wire.sseEnd;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The key goes with every request, and nowhere else. */
@Timeout(30)
class CredentialsTest {

    private static final String KEY = "wbk_4f1c_S3cretS3cretS3cret";

    private final ApiStandIn api = new ApiStandIn();
    private final WaybillClient client = WaybillClientBuilder.from(
                    Map.of("WAYBILL_URL", api.address().toString(), "WAYBILL_API_KEY", KEY + "\n"))
            .requestTimeout(Duration.ofSeconds(2))
            .giveUpAfter(Duration.ofMillis(100))
            .repeats(0, Duration.ofMillis(10))
            .build();

    CredentialsTest() throws IOException {}

    @AfterEach
    void close() {
        client.close();
        api.close();
    }

    @Test
    void goesWithEveryKindOfRequest(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("a.csv"), "sku\n1\n");
        api.on("GET /api/processes/42", json(200, process("completed", 1)))
                .on("POST /api/processes/42/cancel", json(200, process("cancelled", 2)))
                .on("POST /api/files", json(201, "{\"id\":\"0198c0de-0000-7000-8000-000000000001\"}"))
                .on("GET /api/processes/42/items.csv", answer(200, "text/csv", "sku\n"))
                .on("GET /api/processes/42/stream", stream(sseEnd(3)));
        client.find(42);
        client.cancel(42);
        client.upload(file);
        client.itemsCsv(42, "error", new ByteArrayOutputStream());
        client.stream(42, new ProcessListener() {});
        assertThat(api.received())
                .hasSize(5)
                .allSatisfy(
                        request -> assertThat(request.header("Authorization")).isEqualTo("Bearer " + KEY));
    }

    @Test
    void standsInNoMessage() {
        api.on("GET /api/processes/1", hangUp())
                .on("GET /api/processes/2", json(401, "{\"reason_code\":\"unauthenticated\",\"detail\":\"no\"}"))
                .on("GET /api/processes/3", answer(302, "text/html", "", "Location", "http://127.0.0.1:1/stolen"))
                .on("GET /api/processes/4", answer(200, "text/html", "<html>"));
        for (long id = 1; id <= 4; id++) {
            long one = id;
            assertThatThrownBy(() -> client.find(one))
                    .isInstanceOf(WaybillException.class)
                    .satisfies(e -> assertThat(trace(e)).doesNotContain("S3cret"));
        }
        assertThat(api.received()).extracting(ApiStandIn.Received::path).doesNotContain("/stolen");
        assertThat(new KeyView(1, "4f1c", "ci", "viewer", false, 1L, 1L, null, null, null, null, KEY).toString())
                .doesNotContain("S3cret");
        assertThat(new ClientSettings(
                                "http://h",
                                KEY,
                                Duration.ZERO,
                                Duration.ZERO,
                                Duration.ZERO,
                                Duration.ZERO,
                                Duration.ZERO,
                                0,
                                Duration.ZERO,
                                Duration.ZERO)
                        .toString())
                .doesNotContain("S3cret");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "two words", "S3cret\nX-Other: 1", "S3cret\u00e4", "S3cret\u0000"})
    void refusesAKeyThatIsNoHeaderWithoutQuotingIt(String key) {
        WaybillClientBuilder builder = WaybillClient.builder(api.address());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.apiKey(key))
                .satisfies(e -> assertThat(trace(e)).doesNotContain("S3cret"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"http://me:S3cret@host", "ftp://me:S3cret@host", "ftp://host", "host:8080", "http://h/?a=1"})
    void refusesAnAddressThatIsNoneWithoutQuotingItsPassword(String address) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> WaybillClient.builder(URI.create(address)))
                .satisfies(e -> assertThat(trace(e)).doesNotContain("S3cret"));
    }

    private static String trace(Throwable thrown) {
        StringWriter text = new StringWriter();
        thrown.printStackTrace(new PrintWriter(text));
        return text.toString();
    }
}
