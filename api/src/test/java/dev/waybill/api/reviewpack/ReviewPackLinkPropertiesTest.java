package dev.waybill.api.reviewpack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class ReviewPackLinkPropertiesTest {

    private static final String SECRET = "0123456789abcdef0123456789abcdef";

    @Test
    void hasDefaults() {
        assertThat(bind(Map.of())).isEqualTo(new ReviewPackLinkProperties(null, Duration.ofHours(1)));
        assertThat(bind(Map.of("link-secret", "")).linkSecret()).isNull();
    }

    @Test
    void takesEveryKeyAndTellsNobodyTheSecret() {
        ReviewPackLinkProperties bound = bind(Map.of("link-secret", SECRET, "link-lifetime", "5m"));

        assertThat(bound).isEqualTo(new ReviewPackLinkProperties(SECRET, Duration.ofMinutes(5)));
        assertThat(bound.toString()).doesNotContain(SECRET);
    }

    @ParameterizedTest
    @CsvSource({"link-secret,short", "link-lifetime,0s", "link-lifetime,31d"})
    void refusesWhatMakesNoSense(String key, String value) {
        assertThatThrownBy(() -> bind(Map.of(key, value))).hasStackTraceContaining("waybill.review-pack." + key);
    }

    private static ReviewPackLinkProperties bind(Map<String, String> settings) {
        MapConfigurationPropertySource source = new MapConfigurationPropertySource();
        settings.forEach((key, value) -> source.put("waybill.review-pack." + key, value));
        return new Binder(source).bindOrCreate("waybill.review-pack", ReviewPackLinkProperties.class);
    }
}
