package dev.waybill.testkit;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Plausible locations for a questionnaire, the same ones every time: what a model would have invented, its slips included.
 * Of every ten one has a phone number that is none, one has no website, and one is there twice.
 */
final class InventedLocations {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> QUARTERS = List.of(
            "", "Old Town", "Riverside", "Station", "Market", "North", "Harbour", "Park", "West End", "University");

    private final List<Gazetteer.Place> places;
    private final String brand;
    private final String business;

    private InventedLocations(PromptData data) {
        this.places =
                Gazetteer.places(orElse(data.find(Set.of("geography", "region", "country", "location", "area")), ""));
        this.brand = orElse(data.find(Set.of("brand", "brand_name", "company", "name")), "Acme");
        this.business = orElse(data.find(Set.of("business_type", "business", "industry", "type")), "store");
    }

    /** The next ones, after as many as the prompt says that exist. */
    static ArrayNode next(PromptData data, int count) {
        InventedLocations invented = new InventedLocations(data);
        ArrayNode locations = JSON.createArrayNode();
        int first = data.elements();
        for (int index = first; index < first + count; index++) {
            locations.add(invented.location(index));
        }
        return locations;
    }

    private ObjectNode location(int index) {
        int original = index % 10 == 7 ? index - 1 : index;
        Gazetteer.Place place = places.get(original % places.size());
        int round = original / places.size();
        String quarter = round < QUARTERS.size() ? QUARTERS.get(round) : "No. " + (round + 1);
        ObjectNode location = JSON.createObjectNode();
        location.put("name", (brand + " " + place.city() + " " + quarter).strip());
        location.put("address", place.street().formatted(10 + original * 37 % 890));
        location.put("city", place.city()).put("state", place.stateCode()).put("zip", place.zip());
        location.put("country", place.code());
        location.put("phone", index % 10 == 3 ? "ask at the counter" : place.phone(original % 100));
        if (index % 10 != 5) {
            location.put("website", website(place, quarter));
        }
        location.put("lat", shifted(place.lat(), original)).put("lng", shifted(place.lng(), original));
        location.putArray("tags").add(slug(business)).add(slug(place.city()));
        location.putArray("categories").add(business);
        hours(location.putObject("hours"));
        return location;
    }

    private String website(Gazetteer.Place place, String quarter) {
        String page = quarter.isEmpty() ? slug(place.city()) : slug(place.city() + " " + quarter);
        return "https://www." + slug(brand) + ".example/" + page;
    }

    private static void hours(ObjectNode hours) {
        for (String day : List.of("monday", "tuesday", "wednesday", "thursday", "friday")) {
            hours.put(day, "09:00-18:00");
        }
        hours.put("saturday", "10:00-16:00");
    }

    private static double shifted(double degrees, int index) {
        return Math.round((degrees + index % 23 * 0.0021) * 10_000) / 10_000d;
    }

    private static String slug(String text) {
        return text.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "");
    }

    private static String orElse(String text, String otherwise) {
        return text.isBlank() ? otherwise : text.strip();
    }
}
