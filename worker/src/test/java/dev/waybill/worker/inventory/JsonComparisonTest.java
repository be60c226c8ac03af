package dev.waybill.worker.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.waybill.shared.job.JobJson;
import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonComparisonTest {

    private static final DriftRules RULES = new DriftRules(
            List.of(Path.of("/*")),
            List.of(Path.of("/meta"), Path.of("/list/*/seen")),
            new BigDecimal("0.01"),
            List.of(
                    new DriftRules.Unordered(Path.of("/set"), null),
                    new DriftRules.Unordered(Path.of("/keyed"), "id"),
                    new DriftRules.Unordered(Path.of("/list/*/tags"), null)));

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    {"a": 1}                            | {"a": 1.0}                          | ''
                    {"a": 1}                            | {"a": 1.01}                         | ''
                    {"a": 1}                            | {"a": 1.011}                        | /a 1 1.011
                    {"a": "1"}                          | {"a": 1}                            | /a "1" 1
                    {"a": null}                         | {}                                  | /a null -
                    {}                                  | {"a/b": {"~": 1}}                   | /a~1b - {"~":1}
                    {"a": {"b": 1, "c": 2}}             | {"a": {"b": 2, "c": 2}}             | /a/b 1 2
                    {"a": [1, 2]}                       | {"a": [1]}                          | /a/1 2 -
                    {"a": [1, 2]}                       | {"a": [2, 1]}                       | /a/0 1 2; /a/1 2 1
                    {"a": {}}                           | {"a": []}                           | /a {} []
                    {"meta": 1}                         | {"meta": {"x": 2}}                  | ''
                    {"list": [{"seen": 1, "x": 1}]}     | {"list": [{"seen": 2, "x": 2}]}     | /list/0/x 1 2
                    {"list": [{"tags": ["a", "b"]}]}    | {"list": [{"tags": ["b", "a"]}]}    | ''
                    {"set": ["a", "b", "b"]}            | {"set": ["b", "a"]}                 | /set/b#2 "b" -
                    {"set": [{"x": 1, "y": 2}, 3]}      | {"set": [3, {"y": 2, "x": 1}]}      | ''
                    {"keyed": [{"id": 1, "v": 1}, {"id": 2}]} | {"keyed": [{"id": 2}, {"id": 1, "v": 2}]} | /keyed/1/v 1 2
            """)
    void findsThePlacesThatDiffer(String before, String after, String expected) {
        String found = JsonComparison.of(read(before), read(after), RULES).stream()
                .map(differs -> differs.path() + " " + shown(differs.before()) + " " + shown(differs.after()))
                .collect(Collectors.joining("; "));

        assertThat(found).isEqualTo(expected);
    }

    private static String shown(JsonNode value) {
        return value.isMissingNode() ? "-" : value.toString();
    }

    private static JsonNode read(String json) {
        return Objects.requireNonNull(JobJson.read(json));
    }
}
