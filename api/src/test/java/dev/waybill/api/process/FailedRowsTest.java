package dev.waybill.api.process;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.waybill.shared.job.JobJson;
import org.junit.jupiter.api.Test;

class FailedRowsTest {

    private final FailedRows rows = new FailedRows();

    @Test
    void unitesTheColumnsInTheOrderInWhichTheyWereSeen() {
        JsonNode first = json("{\"columns\":[\"b\",\"a\"],\"values\":[\"1\",\"2\"]}");
        JsonNode second = json("{\"columns\":[\"c\",\"a\"],\"values\":[\"3\"]}");
        rows.add(first);
        rows.add(second);

        assertThat(rows.header()).containsExactly("b", "a", "c", "error_code", "error");
        assertThat(rows.line(first, "x", "y")).containsExactly("1", "2", "", "x", "y");
        assertThat(rows.line(second, "x", "y")).containsExactly("", "", "3", "x", "y");
    }

    @Test
    void keepsColumnsOfTheSameNameApart() {
        JsonNode row = json("{\"columns\":[\"tag\",\"tag\"],\"values\":[\"1\",\"2\"]}");
        rows.add(row);

        assertThat(rows.header()).containsExactly("tag", "tag", "error_code", "error");
        assertThat(rows.line(row, "", "")).containsExactly("1", "2", "", "");
    }

    @Test
    void leavesOutWhatAnEarlierRoundAdded() {
        JsonNode row = json("{\"columns\":[\"a\",\"error_code\",\"error\"],\"values\":[\"1\",\"old\",\"old\"]}");
        rows.add(row);

        assertThat(rows.line(row, "new", "New")).containsExactly("1", "new", "New");
    }

    @Test
    void readsAnObjectOfValuesToo() {
        JsonNode row = json("{\"sku\":\"A\",\"price\":1.5,\"note\":null,\"tags\":[\"x\"]}");
        rows.add(row);

        assertThat(rows.line(row, "c", "e")).containsExactly("A", "1.5", "", "[\"x\"]", "c", "e");
    }

    private static JsonNode json(String json) {
        try {
            return JobJson.MAPPER.readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
