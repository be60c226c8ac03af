package dev.waybill.shared.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JobCatalogTest {

    record Input(
            @NotNull String fileId,
            @Nullable @Max(5) Integer mostRows,
            @Nullable @Size(max = 2) List<String> tags) {}

    private static final JobType<Input> CSV = JobType.of("import", Input.class).withSubtype("csv");

    private final JobCatalog catalog = new JobCatalog(List.of(CSV), List.of());

    @Test
    void knowsTheNamesOfOlderSystems() {
        assertThat(catalog.find("csv_import", null)).contains(CSV);
        assertThat(catalog.find("import", "csv")).contains(CSV);
        assertThat(catalog.find("import", null)).isEmpty();
        assertThat(catalog.find("scraping", "url")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{}                                         | /file_id",
                "{\"file_id\": 3}                           | /file_id",
                "{\"file_id\": \"a\", \"most_rows\": 6}     | /most_rows",
                "{\"file_id\": \"a\", \"most_rows\": \"x\"} | /most_rows",
                "{\"file_id\": \"a\", \"fileId\": \"b\"}    | /fileId",
                "{\"file_id\": \"a\", \"tags\": [1]}        | /tags/0",
                "{\"file_id\": \"a\", \"tags\": [\"a\", \"b\", \"c\"]} | /tags",
                "[]                                         | ``"
            })
    void namesThePlaceOfEveryError(String input, String pointer) throws Exception {
        JsonNode json = JobJson.MAPPER.readTree(input);

        assertThat(catalog.schema(CSV).check(json))
                .extracting(InputError::pointer)
                .containsExactly(pointer);
    }

    @Test
    void takesWhatFits() throws Exception {
        JsonNode json = JobJson.MAPPER.readTree("{\"file_id\": \"a\", \"most_rows\": null, \"tags\": [\"x\"]}");

        assertThat(catalog.schema(CSV).check(json)).isEmpty();
        assertThat(catalog.read(CSV, json, 1)).isEqualTo(new Input("a", null, List.of("x")));
    }

    @Test
    void bringsOldInputsUpToDate() throws Exception {
        JobType<Input> third = new JobType<>(
                "import", "csv", Input.class, 3, "default", 1, CSV.retry(), CSV.timeout(), CSV.visibility());
        InputUpcaster upcaster = new InputUpcaster() {
            @Override
            public String label() {
                return "import/csv";
            }

            @Override
            public ObjectNode upcast(int fromVersion, ObjectNode input) {
                return fromVersion == 1 ? rename(input, "file", "upload") : rename(input, "upload", "file_id");
            }
        };
        JsonNode old = JobJson.MAPPER.readTree("{\"file\": \"a\"}");

        assertThat(new JobCatalog(List.of(third), List.of(upcaster)).read(third, old, 1))
                .isEqualTo(new Input("a", null, null));
        assertThatThrownBy(() -> new JobCatalog(List.of(third), List.of()).read(third, old, 1))
                .isInstanceOf(Rejected.class);
    }

    @Test
    void refusesTwoOfAKind() {
        assertThatThrownBy(() -> new JobCatalog(List.of(CSV, CSV), List.of())).hasMessageContaining("import/csv");
    }

    private static ObjectNode rename(ObjectNode input, String from, String to) {
        return input.set(to, input.remove(from));
    }
}
