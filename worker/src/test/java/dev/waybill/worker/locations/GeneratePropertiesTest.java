package dev.waybill.worker.locations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class GeneratePropertiesTest {

    private static final String GENERATE = "waybill.locations.generate";
    private static final String PLACES = "waybill.places";

    @Test
    void haveDefaults() {
        assertThat(bind(GENERATE, GenerateProperties.class, Map.of()))
                .isEqualTo(new GenerateProperties(20, 8_192, 0.7, Duration.ofMinutes(2)));
        assertThat(bind(PLACES, PlacesProperties.class, Map.of()))
                .isEqualTo(
                        new PlacesProperties(null, URI.create("https://places.googleapis.com"), Duration.ofSeconds(5)));
    }

    @Test
    void takeEveryKey() {
        assertThat(bind(
                        GENERATE,
                        GenerateProperties.class,
                        Map.of(
                                GENERATE + ".portion-size", "3",
                                GENERATE + ".max-output-tokens", "300",
                                GENERATE + ".temperature", "0",
                                GENERATE + ".call-timeout", "4s")))
                .isEqualTo(new GenerateProperties(3, 300, 0, Duration.ofSeconds(4)));
        assertThat(bind(
                        PLACES,
                        PlacesProperties.class,
                        Map.of(
                                PLACES + ".api-key", "key",
                                PLACES + ".base-url", "http://127.0.0.1:1",
                                PLACES + ".timeout", "2s")))
                .isEqualTo(new PlacesProperties("key", URI.create("http://127.0.0.1:1"), Duration.ofSeconds(2)));
    }

    @ParameterizedTest
    @CsvSource({"portion-size,0", "portion-size,101", "max-output-tokens,1", "temperature,3", "call-timeout,1h"})
    void nameTheKeyThatIsWrong(String key, String value) {
        assertThatThrownBy(() -> bind(GENERATE, GenerateProperties.class, Map.of(GENERATE + "." + key, value)))
                .isInstanceOf(BindException.class)
                .hasStackTraceContaining(GENERATE + "." + key);
    }

    @ParameterizedTest
    @CsvSource({"base-url,file:///etc", "timeout,1ms"})
    void nameTheKeyOfPlacesThatIsWrong(String key, String value) {
        assertThatThrownBy(() -> bind(PLACES, PlacesProperties.class, Map.of(PLACES + "." + key, value)))
                .isInstanceOf(BindException.class)
                .hasStackTraceContaining(PLACES + "." + key);
    }

    @Test
    void neverShowTheKey() {
        assertThat(bind(PLACES, PlacesProperties.class, Map.of(PLACES + ".api-key", "secret"))
                        .toString())
                .contains("apiKey=set")
                .doesNotContain("secret");
    }

    private static <T> T bind(String prefix, Class<T> type, Map<String, String> settings) {
        return new Binder(new MapConfigurationPropertySource(settings)).bindOrCreate(prefix, type);
    }
}
