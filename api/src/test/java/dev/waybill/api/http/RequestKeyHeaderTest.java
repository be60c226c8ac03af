package dev.waybill.api.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.waybill.shared.job.JobJson;
import dev.waybill.shared.queue.RequestKey;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.mock.web.MockHttpServletRequest;

class RequestKeyHeaderTest {

    @Test
    void isNullWithoutTheHeader() throws JsonProcessingException {
        assertThat(RequestKeyHeader.of(new MockHttpServletRequest("POST", "/a"), JobJson.MAPPER.readTree("{}")))
                .isNull();
    }

    @Test
    void hashesTheRouteToo() {
        assertThat(hash("/a", "{}")).isNotEqualTo(hash("/b", "{}"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"a":1,"b":[1,2]}  | { "b":[1, 2], "a":1 }  | true
            {"a":{"x":1,"y":2}} | {"a":{"y":2,"x":1}}   | true
            {"a":1}            | {"a":2}                | false
            {"a":1}            | {"a":"1"}              | false
            {"a":1}            | {"b":1}                | false
            {"a":[1,2]}        | {"a":[2,1]}            | false
            {"a":[1,[2]]}      | {"a":[[1],2]}          | false
            {"a":null}         | {}                     | false
            {"a":"=x"}         | {"a=":"x"}             | false
            """)
    void hashesWhatIsSaidAndNotHow(String one, String other, boolean same) {
        assertThat(hash("/a", one).equals(hash("/a", other))).isEqualTo(same);
    }

    private static String hash(String path, String body) {
        MockHttpServletRequest request = new MockHttpServletRequest("POST", path);
        request.addHeader("Idempotency-Key", "key");
        try {
            RequestKey key = RequestKeyHeader.of(request, JobJson.MAPPER.readTree(body));
            return Objects.requireNonNull(key).bodyHash();
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
