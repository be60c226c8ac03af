package dev.waybill.standalone.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlainTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\u001b[31mred\u001b[0m", "\u009b31mred", "\u001b]0;title\u0007", "a\rb", "a\bb", "\u202egnp.exe",
                        "\u0000",
                "\u2066x\u2069", "a\u007f", "\u200fx", "\ue000", "\udb40\udc41", "a\u2028b", "\ud800"
            })
    void leavesNothingThatMovesOrHides(String hostile) {
        assertThat(Plain.line(hostile))
                .doesNotContainPattern("[\\p{Cc}\\p{Co}\\p{Cs}\\p{Zl}\\u202a-\\u202e\\u2066-\\u2069\\u200f]");
        assertThat(Plain.line("kept " + hostile)).startsWith("kept");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Frühling", "春のカタログ", "👩‍👩‍👧 family", "e\u0301", "नमस्ते", "✈\ufe0f"})
    void leavesTextAlone(String text) {
        assertThat(Plain.line(text)).isEqualTo(text);
    }

    @Test
    void keepsJsonWhatItIs() throws IOException {
        ObjectMapper mapper = new ObjectMapper();
        Random random = new Random(7);
        for (int i = 0; i < 2_000; i++) {
            String text = random.ints(12, 0, 0x2100)
                    .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                    .toString();
            String json = Plain.json(mapper.writeValueAsString(Map.of("name", text + "\udb40\udc41")));
            assertThat(json).doesNotContainPattern("[\\p{Cc}\\u202a-\\u202e]");
            assertThat(mapper.readTree(json).path("name").textValue()).isEqualTo(text + "\udb40\udc41");
        }
    }

    @Test
    void filtersBytesWithoutHurtingText() throws IOException {
        ByteArrayOutputStream target = new ByteArrayOutputStream();
        try (Plain.Output output = new Plain.Output(target)) {
            output.write("sku;näme\n1;\u001b[2J\u009b31mÂ£ 春\u0085é\t\r\n".getBytes(UTF_8));
        }
        assertThat(target.toString(UTF_8)).isEqualTo("sku;näme\n1;[2J31mÂ£ 春é\t\n");
    }
}
