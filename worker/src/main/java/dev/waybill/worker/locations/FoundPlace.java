package dev.waybill.worker.locations;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.waybill.shared.job.JobJson;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** A place as Google Places describes it, put over a draft in the draft's own terms. */
final class FoundPlace {

    private static final List<String> DAYS =
            List.of("sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday");
    private static final Set<String> SAYS_NOTHING = Set.of("establishment", "point_of_interest");

    private final JsonNode place;

    FoundPlace(JsonNode place) {
        this.place = place;
    }

    /** Whether it is the draft's place: not in another country, and its name has half of the words of the draft's. */
    boolean matches(JsonNode draft) {
        String country = component("country", "shortText");
        String wanted = draft.path("country").asText("");
        boolean abroad = wanted.length() == 2 && !country.isEmpty() && !wanted.equalsIgnoreCase(country);
        Set<String> own = words(place.path("displayName").path("text").asText(""));
        Set<String> drafted = words(draft.path("name").asText(""));
        Set<String> both = new HashSet<>(own);
        both.retainAll(drafted);
        return !abroad && !both.isEmpty() && 2 * both.size() >= Math.min(own.size(), drafted.size());
    }

    /**
     * Fills what the draft lacks, and takes position, phone, website and hours from Places in any case.
     *
     * @return what is to be said about it
     */
    List<String> putOver(ObjectNode draft) {
        List<String> replaced = new ArrayList<>();
        replace(draft, "phone", place.path("internationalPhoneNumber").asText(""), replaced);
        replace(draft, "website", place.path("websiteUri").asText(""), replaced);
        fill(draft, "address", street());
        fill(draft, "city", either("locality", "postal_town"));
        fill(draft, "state", component("administrative_area_level_1", "shortText"));
        fill(draft, "zip", component("postal_code", "longText"));
        fill(draft, "country", component("country", "shortText"));
        position(draft);
        hours(draft);
        categories(draft);
        draft.withObject("/custom_fields")
                .put("google_place_id", place.path("id").asText());
        return warnings(replaced);
    }

    private List<String> warnings(List<String> replaced) {
        List<String> warnings = new ArrayList<>();
        if (!replaced.isEmpty()) {
            warnings.add("Google Places says otherwise, and was believed: " + String.join(", ", replaced));
        }
        String status = place.path("businessStatus").asText("");
        if (status.startsWith("CLOSED")) {
            warnings.add(status.replace('_', ' ').toLowerCase(Locale.ROOT) + " according to Google Places");
        }
        return warnings;
    }

    private static void replace(ObjectNode draft, String field, String value, List<String> replaced) {
        String before = draft.path(field).asText("").strip();
        if (value.isEmpty()) {
            return;
        }
        if (!blank(draft, field) && !letters(before).equals(letters(value))) {
            replaced.add(field);
        }
        draft.put(field, value);
    }

    private static void fill(ObjectNode draft, String field, String value) {
        if (blank(draft, field) && !value.isBlank()) {
            draft.put(field, value.strip());
        }
    }

    private static boolean blank(ObjectNode draft, String field) {
        return draft.path(field).isNull() || draft.path(field).asText("").isBlank();
    }

    private void position(ObjectNode draft) {
        JsonNode location = place.path("location");
        if (location.path("latitude").isNumber() && location.path("longitude").isNumber()) {
            draft.set("lat", location.path("latitude"));
            draft.set("lng", location.path("longitude"));
        }
    }

    private void categories(ObjectNode draft) {
        if (!draft.path("categories").isEmpty()) {
            return;
        }
        ArrayNode categories = draft.putArray("categories");
        for (JsonNode type : place.path("types")) {
            if (!SAYS_NOTHING.contains(type.asText())) {
                categories.add(type.asText().replace('_', ' '));
            }
        }
    }

    /** A place that never closes has one period, of Sunday midnight, without a close. */
    private void hours(ObjectNode draft) {
        JsonNode periods = place.path("regularOpeningHours").path("periods");
        if (periods.isEmpty()) {
            return;
        }
        ObjectNode hours = draft.putObject("hours");
        if (periods.size() == 1 && !periods.path(0).has("close")) {
            DAYS.forEach(day -> span(hours.putArray(day), "00:00", "24:00"));
            return;
        }
        for (JsonNode period : periods) {
            int day = period.path("open").path("day").asInt(-1);
            if (day >= 0 && day < DAYS.size() && period.has("close")) {
                span(hours.withArray("/" + DAYS.get(day)), time(period.path("open")), time(period.path("close")));
            }
        }
        DAYS.stream().filter(day -> !hours.has(day)).forEach(hours::putArray);
    }

    private static void span(ArrayNode day, String open, String close) {
        day.add(JobJson.MAPPER.createObjectNode().put("open", open).put("close", close));
    }

    private static String time(JsonNode point) {
        return "%02d:%02d"
                .formatted(point.path("hour").asInt(), point.path("minute").asInt());
    }

    private String street() {
        String number = component("street_number", "longText");
        String route = component("route", "longText");
        String country = component("country", "shortText");
        boolean numberFirst = Set.of("US", "CA", "GB", "IE", "AU", "NZ", "FR").contains(country);
        return route.isEmpty() ? "" : numberFirst ? number + " " + route : route + " " + number;
    }

    private String either(String type, String otherwise) {
        String first = component(type, "longText");
        return first.isEmpty() ? component(otherwise, "longText") : first;
    }

    private String component(String type, String text) {
        for (JsonNode component : place.path("addressComponents")) {
            for (JsonNode one : component.path("types")) {
                if (one.asText().equals(type)) {
                    return component.path(text).asText("");
                }
            }
        }
        return "";
    }

    private static Set<String> words(String name) {
        Set<String> words = new HashSet<>(List.of(name.toLowerCase(Locale.ROOT).split("[^\\p{L}\\p{N}]+")));
        words.remove("");
        return words;
    }

    private static String letters(String text) {
        return text.toLowerCase(Locale.ROOT).replaceFirst("^https?://", "").replaceAll("[^\\p{L}\\p{N}]", "");
    }
}
