package dev.waybill.shared.imports;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.waybill.shared.job.InputError;
import dev.waybill.shared.job.JobCatalog;
import dev.waybill.shared.job.JobJson;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ImportInputTest {

    private static final UUID FILE = UUID.fromString("3f2f61a5-0e1c-4d0f-8f39-6c6f0d3f6b11");
    private static final JobCatalog CATALOG = new JobCatalog(List.of(ImportTypes.CSV), List.of());

    @Test
    void fitsItsSchemaWithEverythingSaid() throws JsonProcessingException {
        JsonNode input = JobJson.MAPPER.readTree("""
                {"file_id": "3f2f61a5-0e1c-4d0f-8f39-6c6f0d3f6b11", "dialect": "woocommerce", "delimiter": "\\t",
                 "charset": "windows-1252", "currency": "EUR", "decimal_separator": ",", "retry_of": 7,
                 "mapping": {"sku": "Art.-Nr.", "sale_price": "Aktion", "option1_value": "Farbe"}}
                """);

        assertThat(CATALOG.schema(ImportTypes.CSV).check(input)).isEmpty();
        assertThat(CATALOG.read(ImportTypes.CSV, input, 1))
                .isEqualTo(new ImportInput(
                        FILE,
                        ImportDialect.WOOCOMMERCE,
                        ImportMapping.of(Map.of(
                                ImportField.SKU, "Art.-Nr.",
                                ImportField.SALE_PRICE, "Aktion",
                                ImportField.OPTION1_VALUE, "Farbe")),
                        "\t",
                        "windows-1252",
                        "EUR",
                        ",",
                        7L));
    }

    @Test
    void isWrittenAsItIsRead() {
        ImportInput input = ImportInput.of(FILE)
                .withDialect(ImportDialect.SHOPIFY)
                .withMapping(ImportMapping.of(Map.of(ImportField.IMAGE_URLS, "Pictures")));
        ObjectNode written = JobJson.MAPPER.valueToTree(input);

        assertThat(written)
                .hasToString("{\"file_id\":\"" + FILE
                        + "\",\"dialect\":\"shopify\",\"mapping\":{\"image_urls\":\"Pictures\"}}");
        assertThat(CATALOG.schema(ImportTypes.CSV).check(written)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    /file_id               | {}
                    /file_id               | {"file_id": 7}
                    /file_id               | {"file_id": "nonsense"}
                    /dialect               | {"file_id": "3f2f61a5-0e1c-4d0f-8f39-6c6f0d3f6b11", "dialect": "excel"}
                    /delimiter             | {"file_id": "3f2f61a5-0e1c-4d0f-8f39-6c6f0d3f6b11", "delimiter": ",,"}
                    /currency              | {"file_id": "3f2f61a5-0e1c-4d0f-8f39-6c6f0d3f6b11", "currency": "euro"}
                    /currency              | {"file_id": "3f2f61a5-0e1c-4d0f-8f39-6c6f0d3f6b11", "currency": 7}
                    /decimal_separator     | {"file_id": "3f2f61a5-0e1c-4d0f-8f39-6c6f0d3f6b11", "decimal_separator": ""}
                    /mapping/colour        | {"file_id": "3f2f61a5-0e1c-4d0f-8f39-6c6f0d3f6b11", "mapping": {"colour": "x"}}
                    /mapping/sku           | {"file_id": "3f2f61a5-0e1c-4d0f-8f39-6c6f0d3f6b11", "mapping": {"sku": 7}}
                    /retry_of              | {"file_id": "3f2f61a5-0e1c-4d0f-8f39-6c6f0d3f6b11", "retry_of": 0}
                    /filename              | {"file_id": "3f2f61a5-0e1c-4d0f-8f39-6c6f0d3f6b11", "filename": "x"}
                    """)
    void pointsToWhatDoesNotFit(String pointer, String json) throws JsonProcessingException {
        List<InputError> errors = CATALOG.schema(ImportTypes.CSV).check(JobJson.MAPPER.readTree(json));

        assertThat(errors).extracting(InputError::pointer).contains(pointer);
    }

    @Test
    void knowsEveryFieldByItsColumn() {
        Map<ImportField, String> all = new java.util.EnumMap<>(ImportField.class);
        for (ImportField field : ImportField.values()) {
            all.put(field, "column of " + field);
        }

        assertThat(ImportMapping.of(all).columns()).isEqualTo(all);
        assertThat(ImportMapping.NONE.columns()).isEmpty();
    }

    @Test
    void repeatsAnImportForItsFailedRows() {
        ObjectNode original = JobJson.MAPPER.valueToTree(ImportInput.of(FILE).withCurrency("EUR"));

        ObjectNode again = new ImportRetry().input(original, 42);

        assertThat(CATALOG.schema(ImportTypes.CSV).check(again)).isEmpty();
        assertThat(CATALOG.read(ImportTypes.CSV, again, 1))
                .isEqualTo(ImportInput.of(FILE).withCurrency("EUR").withRetryOf(42));
        assertThat(original.has("retry_of")).isFalse();
    }
}
