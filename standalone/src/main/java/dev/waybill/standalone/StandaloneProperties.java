package dev.waybill.standalone;

import java.nio.file.Path;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of the standalone, under {@code waybill}.
 *
 * @param demo what happens to the samples: {@code on} runs them and goes on serving, {@code off} skips them, {@code exit}
 *     ends after them with exit code 0 only if every process ended as its sample says
 * @param data where the embedded PostgreSQL, the log and the demonstration's review packs are kept
 */
@ConfigurationProperties("waybill")
record StandaloneProperties(
        @DefaultValue("on") DemoMode demo,
        @DefaultValue("data") Path data) {

    enum DemoMode {
        ON,
        OFF,
        EXIT
    }
}
