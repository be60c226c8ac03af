package dev.waybill.worker.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class WorkerPropertiesTest {

    @Test
    void hasSaneDefaults() {
        assertThat(bind(Map.of()))
                .isEqualTo(new WorkerProperties(
                        true,
                        null,
                        16,
                        256,
                        512,
                        List.of(),
                        Duration.ofSeconds(1),
                        Duration.ofMillis(500),
                        Duration.ofSeconds(10),
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(10),
                        Duration.ofMillis(1500),
                        Duration.ofSeconds(12),
                        Duration.ofSeconds(5)));
    }

    @Test
    void takesEveryKey() {
        assertThat(bind(Map.ofEntries(
                        Map.entry("waybill.worker.enabled", "false"),
                        Map.entry("waybill.worker.name", "blue"),
                        Map.entry("waybill.worker.threads", "3"),
                        Map.entry("waybill.worker.ahead", "0"),
                        Map.entry("waybill.worker.ending", "7"),
                        Map.entry("waybill.worker.queues", "mail, default"),
                        Map.entry("waybill.worker.poll-interval", "2s"),
                        Map.entry("waybill.worker.interrupt-after", "1s"),
                        Map.entry("waybill.worker.stuck-after", "7s"),
                        Map.entry("waybill.worker.drain-timeout", "1m"),
                        Map.entry("waybill.worker.stop-timeout", "2m"),
                        Map.entry("waybill.worker.dead-after", "3s"),
                        Map.entry("waybill.worker.silent-after", "30s"),
                        Map.entry("waybill.worker.presence-timeout", "4s"))))
                .isEqualTo(new WorkerProperties(
                        false,
                        "blue",
                        3,
                        0,
                        7,
                        List.of("mail", "default"),
                        Duration.ofSeconds(2),
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(7),
                        Duration.ofMinutes(1),
                        Duration.ofMinutes(2),
                        Duration.ofSeconds(3),
                        Duration.ofSeconds(30),
                        Duration.ofSeconds(4)));
    }

    @ParameterizedTest
    @CsvSource({
        "threads, 0",
        "threads, 10001",
        "ahead, -1",
        "ending, -1",
        "queues, Not a queue",
        "poll-interval, 10ms",
        "poll-interval, 2m",
        "name, ''",
        "stuck-after, -1s",
        "drain-timeout, -1s",
        "dead-after, 100ms",
        "presence-timeout, 500ms",
        "silent-after, 5s"
    })
    void refusesNonsenseByTheNameOfItsKey(String key, String value) {
        assertThatThrownBy(() -> bind(Map.of("waybill.worker." + key, value)))
                .rootCause()
                .hasMessageContaining("waybill.worker." + key);
    }

    private static WorkerProperties bind(Map<String, String> properties) {
        return new Binder(new MapConfigurationPropertySource(properties))
                .bindOrCreate("waybill.worker", WorkerProperties.class);
    }
}
