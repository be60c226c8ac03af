package dev.waybill.api.openapi;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.waybill.api.openapi.Conformance.Answered;
import dev.waybill.api.openapi.Conformance.Asked;
import java.net.http.HttpHeaders;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is compared with the document can fail. */
class ConformanceTest {

    private static final Conformance CONFORMANCE = Conformance.of("""
            {"openapi": "3.1.0", "paths": {"/api/things/{id}": {"post": {
              "parameters": [{"name": "known", "in": "query", "schema": {"type": "string"}}],
              "requestBody": {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/Thing"}}}},
              "responses": {"200": {"headers": {"ETag": {"schema": {"type": "string"}}},
                "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Thing"}}}}}}}},
             "components": {"schemas": {"Thing": {"type": "object", "required": ["id"], "additionalProperties": false,
               "properties": {"id": {"type": "integer"}}}}}}
            """);

    @Test
    void passesWhatFits() {
        assertThatCode(() -> check("POST", "/api/things/1?known=a", "{\"id\":1}", 200, "ETag", "{\"id\":1}"))
                .doesNotThrowAnyException();
        assertThatCode(() -> check("GET", "/api/things/1", "", 405, "Allow", ""))
                .doesNotThrowAnyException();
        assertThatCode(() -> check("GET", "/api/nothing", "", 404, "Allow", "")).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "POST | /api/things/1         | {\"id\":1}   | 201 | ETag   | {\"id\":1}         | status is not documented",
                "POST | /api/things/1         | {\"id\":1}   | 200 | ETag   | {\"id\":1,\"b\":2} | does not fit its schema",
                "POST | /api/things/1         | {\"id\":1}   | 200 | ETag   | {}               | does not fit its schema",
                "POST | /api/things/1         | {\"id\":\"a\"} | 200 | ETag | {\"id\":1}         | the accepted body",
                "POST | /api/things/1?other=1 | {\"id\":1}   | 200 | ETag   | {\"id\":1}         | parameter other",
                "POST | /api/things/1         | {\"id\":1}   | 200 | X-More | {\"id\":1}         | headers are not documented",
                "POST | /api/things/1         | {\"id\":1}   | 200 | Date   | {\"id\":1}         | ETag is documented",
                "GET  | /api/things/1         | {}         | 200 | ETag   | {\"id\":1}         | no such operation",
                "GET  | /api/nothing          | {}         | 200 | ETag   | {\"id\":1}         | /api/nothing"
            })
    void failsOnWhatDoesNot(
            String method, String target, String body, int status, String header, String answer, String why) {
        assertThatThrownBy(() -> check(method, target, body, status, header, answer))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining(why);
    }

    private static void check(String method, String target, String body, int status, String header, String answer) {
        Map<String, List<String>> headers = new LinkedHashMap<>();
        headers.put("Content-Type", List.of("application/json"));
        headers.put(header, List.of("x"));
        CONFORMANCE.check(
                new Asked(method, target, "application/json", body),
                new Answered(status, HttpHeaders.of(headers, (name, value) -> true), answer));
    }
}
