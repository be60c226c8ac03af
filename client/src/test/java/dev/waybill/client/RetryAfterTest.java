package dev.waybill.client;

import static dev.waybill.client.ApiStandIn.json;
import static dev.waybill.client.Wire.process;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.http.HttpHeaders;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(30)
class RetryAfterTest {

    private final ApiStandIn api = new ApiStandIn();
    private final WaybillClient client = WaybillClient.builder(api.address())
            .repeats(2, Duration.ofMillis(1))
            .longestRetryAfter(Duration.ofSeconds(2))
            .build();

    RetryAfterTest() throws IOException {}

    @AfterEach
    void close() {
        client.close();
        api.close();
    }

    @Test
    void repeatsWhateverWasTurnedAwayAfterThePauseAskedFor() {
        api.on(
                "POST /api/keys",
                json(429, "{\"reason_code\":\"rate_limited\"}", "Retry-After", "1"),
                json(201, "{\"id\":7,\"key\":\"wbk_a_b\"}"));
        long before = System.nanoTime();
        assertThat(client.keys().create(Keys.Draft.of("ci", Keys.Role.VIEWER)).key())
                .isEqualTo("wbk_a_b");
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isGreaterThanOrEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void doesNotWaitLongerThanItMay() {
        api.on("GET /api/processes/42", json(503, "{}", "Retry-After", "3"), json(200, process("running", 1)));
        assertThatThrownBy(() -> client.find(42)).isInstanceOfSatisfying(WaybillException.class, e -> {
            assertThat(e.status()).isEqualTo(503);
            assertThat(e.retryAfter()).contains(Duration.ofSeconds(3));
        });
        assertThat(api.received()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "7|PT7S",
                "Sun, 01 Mar 2026 10:00:05 GMT|PT5S",
                "Sun, 01 Mar 2026 09:00:00 GMT|PT0S",
                "-1|",
                "soon|",
                "99999999999999999999|"
            })
    void readsSecondsAndDates(String value, Duration expected) {
        HttpHeaders headers = HttpHeaders.of(
                Map.of("Retry-After", List.of(value), "Date", List.of("Sun, 01 Mar 2026 10:00:00 GMT")),
                (name, text) -> true);
        assertThat(RetryAfter.of(headers).orElse(null)).isEqualTo(expected);
    }
}
