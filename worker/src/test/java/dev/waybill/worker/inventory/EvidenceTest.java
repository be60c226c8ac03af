package dev.waybill.worker.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.waybill.shared.inventory.DriftOptions;
import dev.waybill.shared.job.JobJson;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EvidenceTest {

    @ParameterizedTest
    @ValueSource(
            strings = {"password", "DB_Password", "api-key", "API Key", "x.secret.y", "accessToken", "Authorization"})
    void masksWhatHasTheNameOfASecretWhereverItStands(String name) {
        String content = "{\"a\":{\"%s\":{\"deep\":[\"s3cret\"]}},\"%s\":\"s3cret\",\"list\":[{\"%s\":1}]}"
                .formatted(name, name, name);

        String shown = subject(content, Map.of()).toString();

        assertThat(shown).contains("***").doesNotContain("s3cret").doesNotContain(":1}");
    }

    @Test
    void showsNullOfASecretSinceThatIsNone() {
        assertThat(subject("{\"password\":null}", Map.of()).toString()).isEqualTo("{\"fields\":{\"/password\":null}}");
    }

    @Test
    void showsOnlyWhatIsAllowedAndSaysHowMuchIsNot() {
        Map<String, String> settings =
                Map.of("waybill.drift.subjects.device.evidence-fields", "/name,/os/version,/nics/*/ip");

        JsonNode shown = subject(
                "{\"name\":\"n\",\"os\":{\"version\":1,\"key\":2},\"nics\":[{\"ip\":\"i\",\"mac\":\"m\"}],\"owner\":\"o\"}",
                settings);

        assertThat(shown.toString())
                .isEqualTo("{\"fields\":{\"/name\":\"n\",\"/os\":{\"version\":1},\"/nics\":[{\"ip\":\"i\"}]},"
                        + "\"withheld\":1}");
    }

    @Test
    void staysWithinItsLimits() {
        Map<String, String> settings =
                Map.of("waybill.drift.max-differences", "2", "waybill.drift.max-value-length", "20");

        JsonNode shown =
                change("{}", "{\"a\":\"" + "x".repeat(30) + "\",\"b\":[\"" + "y".repeat(30) + "\"],\"c\":1}", settings);

        assertThat(shown.toString())
                .isEqualTo("{\"differences\":[{\"path\":\"/a\",\"new\":\"" + "x".repeat(20) + "…\"},"
                        + "{\"path\":\"/b\",\"new\":\"[\\\"" + "y".repeat(18) + "…\"}],\"omitted\":1}");
    }

    private static JsonNode subject(String content, Map<String, String> settings) {
        DriftProperties properties = DriftPropertiesTest.bind(settings);
        return new Evidence(properties).ofSubject(read(content), rules(properties));
    }

    private static JsonNode change(String before, String after, Map<String, String> settings) {
        DriftProperties properties = DriftPropertiesTest.bind(settings);
        DriftRules rules = rules(properties);
        return new Evidence(properties).ofChange(JsonComparison.of(read(before), read(after), rules), rules);
    }

    private static DriftRules rules(DriftProperties properties) {
        return DriftRules.of(properties, "device", DriftOptions.NONE);
    }

    private static JsonNode read(String json) {
        return Objects.requireNonNull(JobJson.read(json));
    }
}
