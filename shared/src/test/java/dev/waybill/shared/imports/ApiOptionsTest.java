package dev.waybill.shared.imports;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.waybill.shared.job.InputError;
import dev.waybill.shared.job.JobCatalog;
import dev.waybill.shared.job.JobJson;
import dev.waybill.shared.job.JobType;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ApiOptionsTest {

    private static final JobType<ApiOptions> TYPE = JobType.of("walk", ApiOptions.class);
    private static final JobCatalog CATALOG = new JobCatalog(List.of(TYPE), List.of());

    @Test
    void readsWhatItWrites() throws JsonProcessingException {
        ApiOptions api = new ApiOptions(
                "https://api.example.com/v1/products",
                "/data/items",
                ApiPaging.of(ApiPaging.Kind.NEXT_URL)
                        .withNext("/links/next")
                        .withSize("per_page", 100)
                        .withMaxPages(50),
                "shop");

        String json = String.valueOf(JobJson.write(api));

        assertThat(json).contains("\"kind\":\"next_url\"", "\"size_parameter\":\"per_page\"", "\"max_pages\":50");
        assertThat(JobJson.MAPPER.readValue(json, ApiOptions.class)).isEqualTo(api);
        assertThat(errors(json)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{} | /url",
                "{\"url\":\"\"} | /url",
                "{\"url\":\"x\",\"records\":\"items\"} | /records",
                "{\"url\":\"x\",\"records\":\"/a~2\"} | /records",
                "{\"url\":\"x\",\"headers\":{}} | /headers",
                "{\"url\":\"x\",\"paging\":{}} | /paging/kind",
                "{\"url\":\"x\",\"paging\":{\"kind\":\"guess\"}} | /paging/kind",
                "{\"url\":\"x\",\"paging\":{\"kind\":\"page\",\"size\":0}} | /paging/size",
                "{\"url\":\"x\",\"paging\":{\"kind\":\"page\",\"start\":-1}} | /paging/start",
                "{\"url\":\"x\",\"paging\":{\"kind\":\"cursor\",\"next\":\"next\"}} | /paging/next"
            })
    void refusesByPlaceWhatCannotBe(String json, String pointer) throws JsonProcessingException {
        assertThat(errors(json)).extracting(InputError::pointer).contains(pointer);
    }

    private static List<InputError> errors(String json) throws JsonProcessingException {
        return CATALOG.schema(TYPE).check(JobJson.MAPPER.readTree(json));
    }
}
