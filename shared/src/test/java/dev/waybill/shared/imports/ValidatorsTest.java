package dev.waybill.shared.imports;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ValidatorsTest {

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\"ü\"", "\"a\nb\"", " \"7\""})
    void forgetWhatCannotBeSentBack(String text) {
        assertThat(new Validators(text, text, null)).isEqualTo(new Validators(null, null, null));
    }

    @Test
    void forgetWhatIsTooLong() {
        assertThat(new Validators("x".repeat(1_024), "x".repeat(64), null))
                .extracting(Validators::etag, Validators::lastModified)
                .doesNotContainNull();
        assertThat(new Validators("x".repeat(1_025), "x".repeat(65), null)).isEqualTo(new Validators(null, null, null));
    }

    @Test
    void aSourceIsItsAddressAndWhatIsMadeOfIt() {
        SourceKey key = SourceKey.of("https://example.com/feed", "products");

        assertThat(key).isEqualTo(SourceKey.of(" https://example.com/feed ", "products"));
        assertThat(key.sha256()).matches("[0-9a-f]{64}");
        assertThat(key).isNotEqualTo(SourceKey.of("https://example.com/feed", "locations"));
        assertThat(key).isNotEqualTo(SourceKey.of("https://example.com/Feed", "products"));
    }
}
