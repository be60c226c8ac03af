package dev.waybill.api.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.waybill.api.problem.FieldError;
import dev.waybill.shared.job.JobJson;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StorableJsonTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"a":"\\u0000"}           | /a
            {"a":["x",{"b/c":"\\ud83d"}]} | /a/1/b~1c
            {"a":{"\\udc00":1}}       | /a
            {"a":1e401}               | /a
            {"a":[1e-401]}            | /a/0
            {"a":-1e9999999}          | /a
            """)
    void pointsAtWhatAColumnCannotHold(String json, String pointer) throws JsonProcessingException {
        assertThat(StorableJson.check(JobJson.MAPPER.readTree(json)))
                .extracting(FieldError::pointer)
                .containsExactly(pointer);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"a\":\"\\ud83d\\ude00\"}", "{\"a\":[1e300,-1.5,0,12345678901234567890]}", "null"})
    void letsTheRestPass(String json) throws JsonProcessingException {
        assertThat(StorableJson.check(JobJson.MAPPER.readTree(json))).isEmpty();
    }
}
