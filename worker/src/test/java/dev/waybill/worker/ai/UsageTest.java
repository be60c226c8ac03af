package dev.waybill.worker.ai;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.waybill.shared.job.JobJson;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class UsageTest {

    private static final JsonNode SENT = json("""
            {"promptTokenCount": 1234, "candidatesTokenCount": 567, "totalTokenCount": 1801, "trafficType": "ON_DEMAND"}
            """);

    @Test
    void oneCallHasTheShapeOfTheSeed() {
        assertThat(json(Usage.of(SENT).json().toString())).isEqualTo(json("""
                {"promptTokenCount": 1234, "candidatesTokenCount": 567, "totalTokenCount": 1801, "thoughtsTokenCount": 0,
                 "toolUsePromptTokenCount": 0, "raw": {"promptTokenCount": 1234, "candidatesTokenCount": 567,
                 "totalTokenCount": 1801, "trafficType": "ON_DEMAND"}}
                """));
    }

    @Test
    void severalCallsAreSummedAndKeptOneByOne() {
        JsonNode last = json("{\"promptTokenCount\": 1, \"thoughtsTokenCount\": 9, \"totalTokenCount\": 10}");
        JsonNode sum = Usage.of(SENT).plus(Usage.of(last)).json();
        assertThat(sum.path("promptTokenCount").asInt()).isEqualTo(1_235);
        assertThat(sum.path("thoughtsTokenCount").asInt()).isEqualTo(9);
        assertThat(sum.path("totalTokenCount").asInt()).isEqualTo(1_811);
        assertThat(sum.path("raw")).isEqualTo(last);
        assertThat(sum.path("calls")).containsExactly(SENT, last);
    }

    @Test
    void whatWasWrittenIsReadBack() {
        Usage one = Usage.of(SENT);
        assertThat(Usage.read(one.json())).isEqualTo(one);
        assertThat(Usage.read(one.plus(one).json())).isEqualTo(one.plus(one));
        assertThat(Usage.read(Usage.NONE.json())).isEqualTo(Usage.NONE);
    }

    private static JsonNode json(String text) {
        return Objects.requireNonNull(JobJson.read(text));
    }
}
