package dev.waybill.shared.locations;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The rules that a location follows, from wherever it comes. A raw JSON object becomes a draft in one form, with warnings
 * for what is doubtful and errors for what prevents its import. Pure: the same object always gives the same answer, and
 * a draft that is checked once more stays as it is. A location needs a name, and an address or coordinates.
 */
public final class LocationRules {

    private LocationRules() {}

    /**
     * Checks the members of the seed's {@code normalized_payload}, and {@code source_id}; others are passed over.
     *
     * @param raw an object; members may be texts where numbers or lists are meant
     */
    public static CheckedLocation check(JsonNode raw) {
        Findings findings = new Findings();
        RawFields fields = new RawFields(raw, findings);
        String country = country(fields.text("country", 60), findings);
        String code = country != null && country.matches("[A-Z]{2}") ? country : null;
        Coordinates coordinates = Coordinates.read(raw, findings);
        LocationDraft draft = new LocationDraft(
                fields.text("source_id", 255),
                fields.text("name", 255),
                fields.text("address", 500),
                fields.text("city", 120),
                state(fields.text("state", 120), code, findings),
                zip(fields.text("zip", 20), code, findings),
                country,
                phone(fields.text("phone", 60), code, findings),
                website(fields.text("website", 1_000), findings),
                coordinates.lat(),
                coordinates.lng(),
                fields.list("tags"),
                fields.list("categories"),
                CustomFields.read(raw.path("custom_fields"), findings),
                hours(raw.path("hours"), findings));
        requirePlace(draft, findings);
        return findings.about(draft);
    }

    private static void requirePlace(LocationDraft draft, Findings findings) {
        if (draft.name() == null) {
            findings.error("name", "missing", "A name is needed");
        }
        if (draft.address() == null && draft.lat() == null) {
            findings.error("address", "missing", "An address, or coordinates, are needed");
        }
    }

    /** What is no country stays, so that a person can correct it. */
    private static @Nullable String country(@Nullable String given, Findings findings) {
        String code = given == null ? null : Countries.code(given);
        if (given != null && code == null) {
            findings.error("country", "unknown", "There is no country of this name");
        }
        return code == null ? given : code;
    }

    private static @Nullable String state(@Nullable String given, @Nullable String country, Findings findings) {
        if (given == null || country == null || !Regions.known(country)) {
            return given;
        }
        String code = Regions.code(country, given);
        if (code == null) {
            findings.warn("state is not known in " + country);
        }
        return code == null ? given : code;
    }

    private static @Nullable String zip(@Nullable String given, @Nullable String country, Findings findings) {
        if (given != null && country != null && !PostalCodes.plausible(country, given)) {
            findings.warn("zip does not look like one of " + country);
        }
        return given;
    }

    private static @Nullable String phone(@Nullable String given, @Nullable String country, Findings findings) {
        String number = given == null ? null : Phones.normalized(given, country);
        if (given != null && number == null) {
            findings.warn("phone format unrecognized");
        }
        return number == null ? given : number;
    }

    private static @Nullable String website(@Nullable String given, Findings findings) {
        String address = given == null ? null : Websites.normalized(given);
        if (given != null && address == null) {
            findings.error("website", "invalid", "It is no address that begins with http:// or https://");
        }
        return address == null ? given : address;
    }

    private static @Nullable Map<String, List<OpenHours>> hours(JsonNode given, Findings findings) {
        if (given.isMissingNode() || given.isNull() || (given.isObject() && given.isEmpty())) {
            return null;
        }
        Map<String, List<OpenHours>> hours = WeekHours.read(given);
        if (hours == null) {
            findings.warn("hours not understood, left out");
        }
        return hours;
    }

    /** Both or none. */
    private record Coordinates(
            @Nullable BigDecimal lat, @Nullable BigDecimal lng) {

        private static final int DECIMALS = 6;

        static Coordinates read(JsonNode raw, Findings findings) {
            BigDecimal lat = degrees("lat", raw.path("lat"), 90, findings);
            BigDecimal lng = degrees("lng", raw.path("lng"), 180, findings);
            if (lat == null || lng == null) {
                if (lat != null || lng != null) {
                    findings.warn("one coordinate without the other, left out");
                }
                return new Coordinates(null, null);
            }
            if (lat.signum() == 0 && lng.signum() == 0) {
                findings.warn("coordinates are 0, 0");
            }
            return new Coordinates(lat, lng);
        }

        private static @Nullable BigDecimal degrees(String field, JsonNode given, int most, Findings findings) {
            String text = given.asText("").strip();
            if (text.isEmpty() || text.equals("null")) {
                return null;
            }
            if (!text.matches("[+-]?\\d{1,3}([.,]\\d{0,30})?([eE][+-]?\\d)?")) {
                findings.error(field, "invalid", "It is no number of degrees");
                return null;
            }
            BigDecimal degrees = new BigDecimal(text.replace(',', '.'));
            if (degrees.abs().compareTo(BigDecimal.valueOf(most)) > 0) {
                findings.error(field, "out_of_range", "It must lie between -%d and %d".formatted(most, most));
                return null;
            }
            return degrees.setScale(DECIMALS, RoundingMode.HALF_UP);
        }
    }
}
