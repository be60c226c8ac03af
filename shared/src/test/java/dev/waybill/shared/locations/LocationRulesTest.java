package dev.waybill.shared.locations;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.waybill.shared.job.JobJson;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LocationRulesTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            US           | US
            usa          | US
            U.S.A.       | US
            United States of America | US
            Deutschland  | DE
            Allemagne    | DE
            deu          | DE
            Österreich   | AT
            Schweiz      | CH
            España       | ES
            日本         | JP
            England      | GB
            UK           | GB
            Holland      | NL
            Czech Republic | CZ
            Côte d’Ivoire | CI
            Georgia      | GE
            """)
    void knowsCountriesByManyNames(String given, String code) {
        assertThat(check("country", given).draft().country()).isEqualTo(code);
    }

    @Test
    void refusesACountryThatIsNone() {
        CheckedLocation checked = check("country", "Atlantis");

        assertThat(codes(checked)).containsExactly("country_unknown");
        assertThat(checked.draft().country()).isEqualTo("Atlantis");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            US | New York     | NY
            US | ny           | NY
            US | US-CA        | CA
            US | Washington DC | DC
            CA | Québec       | QC
            CA | Ontario      | ON
            AU | New South Wales | NSW
            DE | Bavaria      | BY
            BR | São Paulo    | SP
            FR | Bretagne     | Bretagne
            """)
    void turnsStatesIntoCodes(String country, String given, String code) {
        CheckedLocation checked = check("country", country, "state", given);

        assertThat(checked.draft().state()).isEqualTo(code);
        assertThat(checked.warnings()).isEmpty();
    }

    @Test
    void warnsOfAStateThatTheCountryDoesNotHave() {
        CheckedLocation checked = check("country", "US", "state", "Bavaria");

        assertThat(checked.draft().state()).isEqualTo("Bavaria");
        assertThat(checked.warnings()).containsExactly("state is not known in US");
    }

    @ParameterizedTest
    @CsvSource({
        "US,10001,true",
        "US,10001-1234,true",
        "US,1001,false",
        "CA,K1A 0B1,true",
        "GB,sw1a 1aa,true",
        "GB,12345,false",
        "DE,10115,true",
        "DE,1011,false",
        "NL,1012 AB,true",
        "JP,100-0001,true",
        "KE,anything,true"
    })
    void warnsOfAZipThatIsNoneOfTheCountry(String country, String zip, boolean plausible) {
        CheckedLocation checked = check("country", country, "zip", zip);

        assertThat(checked.warnings().isEmpty()).isEqualTo(plausible);
        assertThat(checked.draft().zip()).isEqualTo(zip);
        assertThat(checked.valid()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(nullValues = "none", textBlock = """
            US,   (212) 555-0123,        +12125550123
            US,   212.555.0123 x5,       +12125550123 ext. 5
            DE,   030 901820,            +4930901820
            none, +44 20 7946 0018,      +442079460018
            GB,   020 7946 0018,         +442079460018
            """)
    void writesPhonesInOneForm(@Nullable String country, String given, String e164) {
        CheckedLocation checked = country == null ? check("phone", given) : check("country", country, "phone", given);

        assertThat(checked.draft().phone()).isEqualTo(e164);
        assertThat(checked.warnings()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"call us", "123", "212-555-0123"})
    void keepsAPhoneThatItDoesNotUnderstand(String phone) {
        CheckedLocation checked = check("phone", phone);

        assertThat(checked.draft().phone()).isEqualTo(phone);
        assertThat(checked.warnings()).containsExactly("phone format unrecognized");
        assertThat(checked.valid()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "example.com,https://example.com",
        "HTTP://Example.COM/,http://example.com",
        "www.example.com/a b?x=1,https://www.example.com/a%20b?x=1",
        "https://münchen.de/straße,https://xn--mnchen-3ya.de/stra%C3%9Fe",
        "//example.com:8443/x,https://example.com:8443/x",
        "example.com:8080/x,https://example.com:8080/x"
    })
    void writesWebsitesInOneForm(String given, String website) {
        assertThat(check("website", given).draft().website()).isEqualTo(website);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "javascript:alert(1)",
                "ftp://example.com",
                "https://user:secret@example.com",
                "https://user@example.com",
                "mailto:a@example.com",
                "data:text/html;base64,x",
                "localhost",
                "http://127.0.0.1/",
                "https://exa mple.com",
                "https://example.com/{x}",
                "none"
            })
    void refusesWhatIsNoWebsite(String website) {
        assertThat(codes(check("website", website))).containsExactly("website_invalid");
    }

    @Test
    void readsCoordinates() {
        ObjectNode raw = place().put("lat", "40.71280012345").put("lng", -74.006);

        LocationDraft draft = LocationRules.check(raw).draft();

        assertThat(draft.lat()).isEqualByComparingTo("40.7128");
        assertThat(draft.lng()).isEqualByComparingTo("-74.006");
    }

    @ParameterizedTest
    @CsvSource({
        "91,0,lat_out_of_range",
        "0,-180.1,lng_out_of_range",
        "north,5,lat_invalid",
        "1,[],lng_invalid",
        "1e9,1,lat_out_of_range"
    })
    void refusesCoordinatesThatAreNone(String lat, String lng, String code) {
        ObjectNode raw = place().put("lat", lat).put("lng", lng);

        assertThat(codes(LocationRules.check(raw))).containsExactly(code);
    }

    @Test
    void warnsOfDoubtfulCoordinates() {
        assertThat(LocationRules.check(place().put("lat", 0).put("lng", 0)).warnings())
                .containsExactly("coordinates are 0, 0");
        CheckedLocation half = LocationRules.check(place().put("lat", 1));
        assertThat(half.warnings()).containsExactly("one coordinate without the other, left out");
        assertThat(half.draft().lat()).isNull();
    }

    @Test
    void needsANameAndAPlace() {
        assertThat(codes(LocationRules.check(object("{}")))).containsExactly("name_missing", "address_missing");
        assertThat(codes(LocationRules.check(object("{\"name\": \" \", \"address\": \"<br>\"}"))))
                .containsExactly("name_missing", "address_missing");
        assertThat(LocationRules.check(object("{\"name\": \"Pier\", \"lat\": 1, \"lng\": 2}"))
                        .valid())
                .isTrue();
    }

    @Test
    void readsTextsWithoutMarkupAndControlCharacters() {
        CheckedLocation checked =
                LocationRules.check(place().put("name", " <b>Caf\u0000e\u0301</b> &amp; &lt;i&gt;Bar\u202e\t x "));

        assertThat(checked.draft().name()).isEqualTo("Café & Bar x");
        assertThat(checked.warnings()).containsExactly("markup was removed from name");
    }

    @Test
    void leavesAComparisonAlone() {
        CheckedLocation checked = LocationRules.check(place().put("name", "A < B & C > D"));

        assertThat(checked.draft().name()).isEqualTo("A < B & C > D");
        assertThat(checked.warnings()).isEmpty();
    }

    @Test
    void knowsItsLimits() {
        ObjectNode raw = place().put("name", "n".repeat(256)).put("zip", "z".repeat(21));
        raw.set(
                "tags",
                JobJson.MAPPER.valueToTree(
                        IntStream.range(0, 51).mapToObj(n -> "t" + n).toList()));
        raw.set("categories", JobJson.MAPPER.valueToTree(List.of("c".repeat(101))));

        assertThat(codes(LocationRules.check(raw)))
                .containsExactlyInAnyOrder("name_too_long", "zip_too_long", "tags_too_many", "categories_too_long");
    }

    @Test
    void keepsEachElementOnce() {
        ObjectNode raw = place().put("categories", "Bar, bar;Café | ");
        raw.set("tags", JobJson.MAPPER.valueToTree(List.of("A", "a ", "<i>b</i>", "", 7)));

        LocationDraft draft = LocationRules.check(raw).draft();

        assertThat(draft.tags()).containsExactly("A", "b", "7");
        assertThat(draft.categories()).containsExactly("Bar", "Café");
    }

    @Test
    void takesScalarsAsCustomFields() {
        ObjectNode raw = place();
        raw.set("custom_fields", object("{\"wifi\": true, \"seats\": 12, \"note\": \"<b>hi</b>\", \"none\": null}"));
        assertThat(LocationRules.check(raw).draft().customFields())
                .containsOnly(Map.entry("wifi", true), Map.entry("seats", new BigDecimal(12)), Map.entry("note", "hi"));

        raw.set("custom_fields", object("{\"deep\": {\"a\": 1}}"));
        assertThat(codes(LocationRules.check(raw))).containsExactly("custom_fields_invalid");
        raw.set("custom_fields", JobJson.MAPPER.createArrayNode());
        assertThat(codes(LocationRules.check(raw))).containsExactly("custom_fields_invalid");
    }

    @Test
    void readsHoursInManyForms() {
        ObjectNode raw = place();
        raw.set("hours", object("""
                {"Sun": "closed", "mon": "9am - 5:30 pm", "Tuesday": "09:00-12:00, 13:00-17:00", "wed": "24 hours",
                 "thursday": [{"open": "18:00", "close": "02:00"}], "fri": {"open": "8:00", "close": "24:00"}}"""));

        Map<String, List<OpenHours>> hours =
                Objects.requireNonNull(LocationRules.check(raw).draft().hours());

        assertThat(hours.keySet()).containsExactly("monday", "tuesday", "wednesday", "thursday", "friday", "sunday");
        assertThat(hours.get("monday")).containsExactly(new OpenHours("09:00", "17:30"));
        assertThat(hours.get("tuesday")).hasSize(2);
        assertThat(hours.get("wednesday")).containsExactly(new OpenHours("00:00", "24:00"));
        assertThat(hours.get("thursday")).containsExactly(new OpenHours("18:00", "02:00"));
        assertThat(hours.get("friday")).containsExactly(new OpenHours("08:00", "24:00"));
        assertThat(hours.get("sunday")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"9-5\"",
                "{\"moonday\": \"9-5\"}",
                "{\"mon\": \"late\"}",
                "{\"mon\": \"25:00-26:00\"}",
                "{\"mon\": 9}",
                "{\"mon\": \"9-5\", \"monday\": \"9-6\"}"
            })
    void leavesOutHoursThatItDoesNotUnderstand(String hours) {
        ObjectNode raw = place();
        raw.set("hours", Objects.requireNonNull(JobJson.read(hours)));

        CheckedLocation checked = LocationRules.check(raw);

        assertThat(checked.warnings()).containsExactly("hours not understood, left out");
        assertThat(checked.draft().hours()).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "6,0,0,HIGH",
        "8,1,0,HIGH",
        "6,1,0,HIGH",
        "6,2,0,MEDIUM",
        "5,0,0,MEDIUM",
        "8,0,1,LOW",
        "2,5,0,MEDIUM",
        "8,9,9,LOW"
    })
    void scoresConfidenceAsTheSeedSays(int core, int warnings, int errors, Confidence expected) {
        List<String> fields = List.of("name", "address", "city", "state", "zip", "country", "phone", "website");
        ObjectNode raw = JobJson.MAPPER.createObjectNode();
        for (String field : fields.subList(0, core)) {
            raw.put(
                    field,
                    switch (field) {
                        case "state" -> "NY";
                        case "zip" -> "10001";
                        case "country" -> "US";
                        case "phone" -> "+12125550123";
                        case "website" -> "https://example.com";
                        default -> field;
                    });
        }
        CheckedLocation clean = LocationRules.check(raw);
        assertThat(clean.warnings()).isEmpty();
        assertThat(clean.valid()).isTrue();

        CheckedLocation checked = new CheckedLocation(
                clean.draft(),
                IntStream.range(0, warnings).mapToObj(n -> "w" + n).toList(),
                IntStream.range(0, errors)
                        .mapToObj(n -> new LocationProblem("name", "e" + n, "e"))
                        .toList());

        assertThat(checked.confidence()).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"name\": 7, \"address\": \"1 &amp;amp; 2\", \"phone\": \"212 555 0123 ext 9\", \"country\": \"usa\","
                        + " \"state\": \"new york\", \"website\": \"münchen.de\", \"lat\": 10, \"lng\": 1e1,"
                        + " \"hours\": {\"mo\": \"9-5\"}, \"tags\": \"a,b\", \"custom_fields\": {\"x\": 1.50}}",
                "{\"name\": \"n\", \"address\": \"a\", \"zip\": \"1\", \"country\": \"US\", \"phone\": \"x\"}"
            })
    void leavesACheckedDraftAsItIs(String json) {
        CheckedLocation once = LocationRules.check(object(json));

        CheckedLocation twice = LocationRules.check(once.draft().json());

        assertThat(twice.draft().json()).isEqualTo(once.draft().json());
        assertThat(twice.draft()).isEqualTo(once.draft());
        assertThat(twice.warnings()).isEqualTo(once.warnings());
        assertThat(twice.errors()).isEmpty();
    }

    @Test
    void comparesPlacesWhateverTheirCaseAndAccents() {
        LocationDraft one = LocationRules.check(place().put("name", "Café  Zoë")
                        .put("address", "Große Str. 5")
                        .put("city", "Köln"))
                .draft();
        LocationDraft other = LocationRules.check(place().put("name", "CAFE ZOE")
                        .put("address", "Grosse Str 5")
                        .put("city", "Koln"))
                .draft();
        assertThat(NameKey.ofAddress("12 North Main Street")).isEqualTo(NameKey.ofAddress("12 N. main st"));
        assertThat(NameKey.ofAddress("Hauptstraße 1")).isEqualTo(NameKey.ofAddress("HAUPTSTR. 1"));
        LocationDraft third = LocationRules.check(
                        place().put("name", "Café Zoë").put("source_id", "4711"))
                .draft();

        assertThat(one.identity()).isEqualTo(other.identity());
        assertThat(third.identity().key()).isEqualTo("id:4711");
        assertThat(LocationRules.check(place().put("address", "x".repeat(500)).put("name", "y".repeat(255)))
                        .draft()
                        .identity()
                        .key())
                .hasSizeLessThanOrEqualTo(LocationIdentity.LONGEST)
                .startsWith("place:sha256");
    }

    private static CheckedLocation check(String... members) {
        ObjectNode raw = place();
        for (int index = 0; index < members.length; index += 2) {
            raw.put(members[index], members[index + 1]);
        }
        return LocationRules.check(raw);
    }

    private static List<String> codes(CheckedLocation checked) {
        return checked.errors().stream().map(LocationProblem::code).toList();
    }

    private static ObjectNode place() {
        return JobJson.MAPPER.createObjectNode().put("name", "Place").put("address", "1 Main St");
    }

    private static ObjectNode object(String json) {
        return (ObjectNode) Objects.requireNonNull(JobJson.read(json));
    }
}
