package dev.waybill.worker.ai;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;

class TruncatedJsonTest {

    private static final String WHOLE =
            "{\"note\": {\"items\": [1]}, \"items\": [{\"a\": \"x]}\"}, {\"a\": [1, 2]}, {\"a\": null}], \"more\": true}";

    @Test
    void whereverItIsCutTheWholeElementsAreKept() {
        for (int length = 0; length <= WHOLE.length(); length++) {
            String cut = WHOLE.substring(0, length);
            assertThat(TruncatedJson.elements(cut, "items")).as(cut).hasSize(wholeElements(length));
        }
    }

    @Test
    void elementsAreGivenBackUnchanged() {
        assertThat(TruncatedJson.elements(WHOLE.substring(0, 60), "items"))
                .extracting(JsonNode::toString)
                .startsWith("{\"a\":\"x]}\"}");
    }

    @Test
    void whatHasNoSuchArrayHasNoElements() {
        assertThat(TruncatedJson.elements("", "items")).isEmpty();
        assertThat(TruncatedJson.elements("[{\"items\": []}]", "items")).isEmpty();
        assertThat(TruncatedJson.elements("{\"items\": {\"a\": 1}}", "items")).isEmpty();
        assertThat(TruncatedJson.elements("I am sorry", "items")).isEmpty();
    }

    private static int wholeElements(int length) {
        int count = 0;
        for (String element : new String[] {"{\"a\": \"x]}\"}", "{\"a\": [1, 2]}", "{\"a\": null}"}) {
            if (length >= WHOLE.indexOf(element) + element.length()) {
                count++;
            }
        }
        return count;
    }
}
