package dev.waybill.worker.locations;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.waybill.shared.job.JobJson;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class FoundPlaceTest {

    private static final String PLACE = """
            {"id": "abc", "displayName": {"text": "Bean There - Main Street"},
             "addressComponents": [
               {"longText": "12", "shortText": "12", "types": ["street_number"]},
               {"longText": "Main Street", "shortText": "Main St", "types": ["route"]},
               {"longText": "Austin", "shortText": "Austin", "types": ["locality", "political"]},
               {"longText": "Texas", "shortText": "TX", "types": ["administrative_area_level_1", "political"]},
               {"longText": "United States", "shortText": "US", "types": ["country", "political"]},
               {"longText": "78701", "shortText": "78701", "types": ["postal_code"]}],
             "location": {"latitude": 30.25, "longitude": -97.75}, "internationalPhoneNumber": "+1 512-555-0100",
             "websiteUri": "https://bean.example/austin", "types": ["coffee_shop", "establishment"],
             "regularOpeningHours": {"periods": [
               {"open": {"day": 1, "hour": 9, "minute": 0}, "close": {"day": 1, "hour": 12, "minute": 30}},
               {"open": {"day": 1, "hour": 13, "minute": 0}, "close": {"day": 1, "hour": 18, "minute": 0}}]}}
            """;

    @Test
    void fillsWhatTheDraftLacks() {
        ObjectNode draft = object("{\"name\": \"Bean There\", \"zip\": null, \"phone\": \"\"}");
        assertThat(new FoundPlace(object(PLACE)).putOver(draft)).isEmpty();
        assertThat(draft).isEqualTo(object("""
                {"name": "Bean There", "zip": "78701", "phone": "+1 512-555-0100",
                 "website": "https://bean.example/austin", "address": "12 Main Street", "city": "Austin",
                 "state": "TX", "country": "US", "lat": 30.25, "lng": -97.75,
                 "hours": {"monday": [{"open": "09:00", "close": "12:30"}, {"open": "13:00", "close": "18:00"}],
                   "sunday": [], "tuesday": [], "wednesday": [], "thursday": [], "friday": [], "saturday": []},
                 "categories": ["coffee shop"], "custom_fields": {"google_place_id": "abc"}}
                """));
    }

    @Test
    void keepsTheAddressOfTheDraftAndSaysWhatItReplaces() {
        ObjectNode draft = object("""
                {"name": "Bean There", "address": "1 Side Street", "phone": "+1 (512) 555 0100",
                 "website": "http://other.example", "categories": ["bar"]}
                """);
        assertThat(new FoundPlace(object(PLACE)).putOver(draft))
                .containsExactly("Google Places says otherwise, and was believed: website");
        assertThat(draft.path("address").asText()).isEqualTo("1 Side Street");
        assertThat(draft.path("categories").path(0).asText()).isEqualTo("bar");
    }

    @Test
    void warnsOfAPlaceThatIsClosed() {
        ObjectNode closed = object(PLACE);
        closed.put("businessStatus", "CLOSED_PERMANENTLY");
        assertThat(new FoundPlace(closed).putOver(object("{\"name\": \"Bean There\"}")))
                .containsExactly("closed permanently according to Google Places");
    }

    @Test
    void aPlaceWithoutAnEndNeverCloses() {
        ObjectNode always = object(PLACE);
        always.set("regularOpeningHours", object("""
                {"periods": [{"open": {"day": 0, "hour": 0, "minute": 0}}]}
                """));
        ObjectNode draft = object("{\"name\": \"Bean There\"}");
        new FoundPlace(always).putOver(draft);
        assertThat(draft.path("hours").path("wednesday").path(0)).isEqualTo(object("""
                {"open": "00:00", "close": "24:00"}
                """));
    }

    @Test
    void isAnotherPlaceWhenItsNameOrCountryIsAnother() {
        FoundPlace place = new FoundPlace(object(PLACE));
        assertThat(place.matches(object("{\"name\": \"BEAN THERE Austin\", \"country\": \"us\"}")))
                .isTrue();
        assertThat(place.matches(object("{\"name\": \"Corner Books\", \"country\": \"US\"}")))
                .isFalse();
        assertThat(place.matches(object("{\"name\": \"Bean There\", \"country\": \"CA\"}")))
                .isFalse();
    }

    private static ObjectNode object(String json) {
        return (ObjectNode) Objects.requireNonNull(JobJson.read(json));
    }
}
