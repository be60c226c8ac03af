package dev.waybill.shared.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.waybill.shared.job.InputError;
import dev.waybill.shared.job.JobCatalog;
import dev.waybill.shared.job.JobJson;
import dev.waybill.shared.job.JobType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ImportInputTest {

    private static final UUID FILE = UUID.fromString("3f2f61a5-0e1c-4d0f-8f39-6c6f0d3f6b11");
    private static final JobCatalog CATALOG = new JobCatalog(
            List.of(
                    ImportTypes.CSV,
                    ImportTypes.XML,
                    ImportTypes.EXCEL,
                    ImportTypes.URL,
                    ImportTypes.API,
                    ImportTypes.UNDO),
            List.of());

    @Test
    void fitsItsSchemaWithEverythingSaid() throws JsonProcessingException {
        JsonNode input = JobJson.MAPPER.readTree("""
                {"file_id": "3f2f61a5-0e1c-4d0f-8f39-6c6f0d3f6b11", "dialect": "woocommerce", "delimiter": "\\t",
                 "charset": "windows-1252", "currency": "EUR", "decimal_separator": ",", "retry_of": 7,
                 "mapping": {"sku": "Art.-Nr.", "sale_price": "Aktion", "option1_value": "Farbe"}}
                """);

        assertThat(CATALOG.schema(ImportTypes.CSV).check(input)).isEmpty();
        CsvInput read = CATALOG.read(ImportTypes.CSV, input, 1);
        assertThat(read.fileId()).isEqualTo(FILE);
        assertThat(read.delimiter()).isEqualTo("\t");
        assertThat(read.charset()).isEqualTo("windows-1252");
        assertThat(read.settings())
                .isEqualTo(new ImportSettings(
                        ImportTarget.PRODUCTS,
                        ImportDialect.WOOCOMMERCE,
                        ImportMapping.of(Map.of(
                                ImportField.SKU, "Art.-Nr.",
                                ImportField.SALE_PRICE, "Aktion",
                                ImportField.OPTION1_VALUE, "Farbe")),
                        "EUR",
                        ",",
                        false,
                        null,
                        7L));
    }

    @Test
    void meansProductsAndNoDryRunWhenNothingIsSaid() {
        assertThat(CsvInput.of(FILE).settings())
                .isEqualTo(new ImportSettings(
                        ImportTarget.PRODUCTS, ImportDialect.AUTO, ImportMapping.NONE, null, null, false, null, null));
    }

    @Test
    void isWrittenAsItIsRead() {
        CsvInput input = JobJson.MAPPER.convertValue(
                Map.of("file_id", FILE, "dialect", "shopify", "mapping", Map.of("image_urls", "Pictures")),
                CsvInput.class);
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

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    rows goes only with dry_run                | {"rows": 5}
                    rows goes only with dry_run                | {"rows": 5, "dry_run": false}
                    mapping: products have no city             | {"mapping": {"city": "x"}}
                    mapping: locations have no sku             | {"mapping": {"sku": "x"}, "target": "locations"}
                    locations have no dialects                 | {"dialect": "shopify", "target": "locations"}
                    """)
    void refusesWhatASchemaCannotSay(String sentence, String json) throws JsonProcessingException {
        ObjectNode members = (ObjectNode) JobJson.MAPPER.readTree(json);

        for (JobType<? extends ImportInput> type :
                List.of(ImportTypes.CSV, ImportTypes.XML, ImportTypes.EXCEL, ImportTypes.URL, ImportTypes.API)) {
            assertThatThrownBy(() -> JobJson.MAPPER.treeToValue(input(type, members), type.input()))
                    .cause()
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining(sentence);
        }
    }

    @Test
    void leavesTheMappingToTheTargetOfASavedOne() throws JsonProcessingException {
        ObjectNode named = (ObjectNode)
                JobJson.MAPPER.readTree("{\"mapping_name\": \"stores\", \"mapping\": {\"city\": \"Ort\"}}");

        assertThat(JobJson.MAPPER
                        .treeToValue(input(ImportTypes.CSV, named), CsvInput.class)
                        .mappingName())
                .isEqualTo("stores");
    }

    @Test
    void hasASchemaOfItsOwnForEveryType() {
        assertThat(members(ImportTypes.CSV))
                .contains("file_id", "delimiter", "charset")
                .doesNotContain("sheet", "url");
        assertThat(members(ImportTypes.XML)).contains("file_id", "record_path").doesNotContain("sheet", "delimiter");
        assertThat(members(ImportTypes.EXCEL)).contains("file_id", "sheet").doesNotContain("record_path");
        assertThat(members(ImportTypes.URL))
                .contains("url", "credential", "format", "delimiter", "record_path", "sheet", "records")
                .doesNotContain("file_id");
        assertThat(members(ImportTypes.API))
                .contains("url", "records", "paging")
                .doesNotContain("file_id", "sheet");
        assertThat(ImportTypes.UNDO.visibility()).isEqualTo(JobType.Visibility.BY_ROUTE);
    }

    private static ObjectNode input(JobType<?> type, ObjectNode members) {
        ObjectNode input = members.deepCopy();
        return CATALOG.schema(type).document().path("properties").has("url")
                ? input.put("url", "https://example.com/feed")
                : input.put("file_id", FILE.toString());
    }

    private static List<String> members(JobType<?> type) {
        List<String> names = new ArrayList<>();
        CATALOG.schema(type).document().path("properties").fieldNames().forEachRemaining(names::add);
        return names;
    }
}
