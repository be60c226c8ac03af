package dev.waybill.worker.reviewpack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.shared.job.JobJson;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class PrintableTest {

    @Test
    void showsWhatHasNoShapeAndKeepsTheRest() {
        assertThat(Printable.of("a\u0001b\nc\u0000\uD83D\uDE00\uD83Dd\u202Ee\u2028f漢"))
                .isEqualTo("a\uFFFDb c\uFFFD\uD83D\uDE00\uFFFDd\uFFFDe f漢");
    }

    @Test
    void cutsBetweenCharactersNotInThem() {
        assertThat(Printable.of("\uD83D\uDE00\uD83D\uDE00\uD83D\uDE00", 2)).isEqualTo("\uD83D\uDE00\uD83D\uDE00\u2026");
        assertThat(Printable.of("ab", 2)).isEqualTo("ab");
    }

    @Test
    void tellsEvidenceLineByLine() {
        assertThat(lines("{\"differences\":[{\"path\":\"/a\",\"old\":1,\"new\":\"x\"},{\"path\":\"/b\",\"new\":null}],"
                        + "\"withheld\":3}"))
                .isEqualTo("/a: 1 \u2192 x|/b: \u2205 \u2192 null|3 more outside the evidence fields");
        assertThat(lines("{\"fields\":{\"/a\":{\"b\":[1]}}}")).isEqualTo("/a: {\"b\":[1]}");
        assertThat(lines("{}")).isEmpty();
        assertThat(lines("{\"other\":1}")).isEqualTo("{\"other\":1}");
    }

    @Test
    void tellsOfManyDifferencesTheFirstEight() {
        StringBuilder fields = new StringBuilder();
        for (int index = 0; index < 12; index++) {
            fields.append(index == 0 ? "" : ",").append("\"/f").append(index).append("\":1");
        }

        assertThat(lines("{\"fields\":{" + fields + "}}")).endsWith("/f7: 1|4 more in findings.csv");
    }

    @Test
    void turnsTextFromRightToLeftWithItsBracketsAndMarks() {
        TextDirections directions = new TextDirections();

        assertThat(directions.reorderRTLTextToLTR("\u05D0(\u05D1\u05B0)")).isEqualTo("(\u05D1\u05B0)\u05D0");
    }

    private static String lines(String evidence) {
        return String.join("|", Evidence.lines(Objects.requireNonNull(JobJson.read(evidence))));
    }
}
