package dev.waybill.shared.enrichment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.waybill.shared.job.JobJson;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SuggestionRulesTest {

    private static final ObjectNode PRODUCT = object("""
            {"name": "Cap", "description": null, "seo_title": null, "categories": [], "tags": ["wool"],
             "attributes": {"Material": "Wool"}, "price": 12, "vendor": "See www.acme.example"}
            """);

    private final EnrichmentOrder order = new ProductEnrichment(
                    List.of(UUID.randomUUID()),
                    null,
                    null,
                    null,
                    List.of(
                            EnrichmentField.DESCRIPTION,
                            EnrichmentField.SEO_TITLE,
                            EnrichmentField.TAGS,
                            EnrichmentField.ATTRIBUTES),
                    null,
                    null,
                    null,
                    null,
                    null)
            .order();

    @Test
    void takesOnlyWhatWasAskedFor() {
        Suggestion suggestion = check("""
                {"description": "A cap.", "name": "Other", "price": 0, "vendor": "Other", "confidence": "high"}
                """);

        assertThat(suggestion.after()).isEqualTo(object("{\"description\": \"A cap.\"}"));
        assertThat(suggestion.before().has("price")).isFalse();
        assertThat(suggestion.confidence()).isEqualTo("high");
        assertThat(suggestion.warnings()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            Fine <b>wool</b>                          | Fine wool
            Fine &lt;script&gt;x&lt;/script&gt; wool  | Fine x wool
            Fine <img src=x onerror=alert(1)          |
            javascript:alert(1)                       |
            See http://evil.example now               | See http://evil.example now
            """)
    void distrustsMarkupAndAddressesOfStrangers(String given, String expected) {
        Suggestion suggestion = check(
                JobJson.MAPPER.createObjectNode().put("description", given).put("confidence", "high"));

        assertThat(suggestion.after().path("description").textValue()).isEqualTo(expected);
        assertThat(suggestion.confidence()).isEqualTo("low");
        assertThat(suggestion.warnings()).isNotEmpty();
    }

    @Test
    void anAddressOfTheRecordItselfIsNoneOfAStranger() {
        assertThat(check("{\"description\": \"By www.acme.example\", \"confidence\": \"high\"}")
                        .warnings())
                .isEmpty();
    }

    @Test
    void leavesOutWhatIsTooLong() {
        Suggestion suggestion = check(JobJson.MAPPER.createObjectNode().put("seo_title", "x".repeat(121)));

        assertThat(suggestion.after()).isEmpty();
        assertThat(suggestion.warnings()).containsExactly("seo_title was left out: it has more than 120 characters");
        assertThat(check(JobJson.MAPPER.createObjectNode().put("seo_title", "x".repeat(61)))
                        .confidence())
                .isEqualTo("medium");
    }

    @Test
    void addsTagsAndAttributesToThoseThatAreThere() {
        Suggestion suggestion = check("""
                {"tags": ["Wool", "warm", "warm"],
                 "attributes": [{"name": "Colour", "value": "red"}, {"name": "Material", "value": "Cotton"}]}
                """);

        assertThat(suggestion.after()).isEqualTo(object("""
                {"tags": ["wool", "warm"], "attributes": {"Colour": "red", "Material": "Wool"}}
                """));
    }

    @Test
    void whatIsThereAlreadyIsNoSuggestion() {
        assertThat(check("{\"tags\": [\"wool\"], \"attributes\": [], \"description\": null}")
                        .after())
                .isEmpty();
    }

    @Test
    void aPersonMayReplaceAndClearWhatWasAskedFor() {
        List<String> problems = new ArrayList<>();

        ObjectNode edited = SuggestionRules.edited(
                order, PRODUCT, object("{\"tags\": [\"new\"], \"description\": null}"), problems);

        assertThat(edited).isEqualTo(object("{\"tags\": [\"new\"], \"description\": null}"));
        assertThat(SuggestionRules.edited(order, PRODUCT, object("{\"seo_title\": 7}"), problems))
                .isNull();
        assertThat(problems).containsExactly("seo_title");
    }

    @Test
    void aLocationKeepsWhatItHas() {
        EnrichmentOrder improvement =
                LocationImprovement.missing(EnrichmentField.PHONE).order();
        ObjectNode location = object("""
                {"name": "Bean There", "address": "1 Main St", "country": "US", "website": "https://bean.example",
                 "phone": null, "hours": null, "categories": [], "lat": null, "lng": null}
                """);

        Suggestion suggestion = SuggestionRules.check(improvement, location, object("""
                {"website": "https://other.example", "phone": "212 555 0123", "lat": 40.7, "hours": {"monday": "9-17"},
                 "name": "Other"}
                """));

        assertThat(suggestion.after()).isEqualTo(object("""
                {"phone": "+12125550123", "hours": {"monday": [{"open": "09:00", "close": "17:00"}]}}
                """));
        assertThat(suggestion.warnings()).isNotEmpty();
    }

    private Suggestion check(String answer) {
        return check(object(answer));
    }

    private Suggestion check(ObjectNode answer) {
        return SuggestionRules.check(order, PRODUCT, answer);
    }

    private static ObjectNode object(String json) {
        return (ObjectNode) Objects.requireNonNull(JobJson.read(json));
    }
}
