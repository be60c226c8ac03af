package dev.waybill.shared.inventory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.waybill.shared.job.JobJson;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CanonicalJsonTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    {"b": 1, "a": {"d": 2, "c": null}} | {"a":{"c":null,"d":2},"b":1}
                    [3, 1, 2]                          | [3,1,2]
                    1.50                               | 1.5
                    15e-1                              | 1.5
                    100                                | 100
                    1e2                                | 100
                    -0.0                               | 0
                    12345678901234567890.1             | 12345678901234567890.1
                    [true, false, "é"]                 | [true,false,"é"]
                    {"a": [], "A": {}}                 | {"A":{},"a":[]}
            """)
    void writesOneTextForAllThatSaysTheSame(String json, String canonical) {
        assertThat(CanonicalJson.text(read(json))).isEqualTo(canonical);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e400", "1e-400", "-1e999999999"})
    void refusesNumbersThatWouldFillPages(String json) {
        assertThatThrownBy(() -> CanonicalJson.text(read(json)))
                .isInstanceOfSatisfying(
                        CanonicalJson.NotCanonical.class,
                        refused -> assertThat(refused.code()).isEqualTo("number_out_of_range"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\0", "\uD800", "\uDC00x", "x\uD800x"})
    void refusesTextThatCannotBeStored(String text) {
        assertThatThrownBy(() -> CanonicalJson.text(TextNode.valueOf(text)))
                .isInstanceOf(CanonicalJson.NotCanonical.class);
        assertThatThrownBy(() ->
                        CanonicalJson.text(JobJson.MAPPER.createObjectNode().put(text, 1)))
                .isInstanceOf(CanonicalJson.NotCanonical.class);
    }

    @Test
    void takesEveryCharacterThatThereIs() {
        assertThat(CanonicalJson.text(TextNode.valueOf("\uD83D\uDE00"))).isEqualTo("\"\uD83D\uDE00\"");
        assertThat(CanonicalJson.hexHash(""))
                .isEqualTo("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    }

    private static JsonNode read(String json) {
        return Objects.requireNonNull(JobJson.read(json));
    }
}
