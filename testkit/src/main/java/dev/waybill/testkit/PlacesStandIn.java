package dev.waybill.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Stands in for Google Places (New) on a loopback port: {@code POST /v1/places:searchText}, with the key and the field mask
 * that it demands. It knows a place for almost every query, named as the query's first part; it knows none whose name
 * contains "Riverside".
 */
public final class PlacesStandIn implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String ROUTE = "/v1/places:searchText";

    /** Degrees between the places of a city: more than makes two of them the same. */
    private static final double STEP = 0.003;

    private final StandInScript script = new StandInScript();
    private final AtomicInteger requests = new AtomicInteger();
    private final List<String> queries = new CopyOnWriteArrayList<>();
    private final WireServer server = new WireServer(this::handle);

    /** What to give as {@code waybill.places.base-url}. */
    public URI uri() {
        return server.uri();
    }

    /** Has these happen to its next requests, one each. */
    public PlacesStandIn next(Mishap... mishaps) {
        script.next(List.of(mishaps));
        return this;
    }

    /** Has this happen to every request from now on; null lets all go well again. */
    public PlacesStandIn always(@Nullable Mishap mishap) {
        script.always(mishap);
        return this;
    }

    /** Requests whose head has arrived. */
    public int requests() {
        return requests.get();
    }

    /** The queries that it answered well, in their order. */
    public List<String> queries() {
        return List.copyOf(queries);
    }

    @Override
    public void close() {
        server.close();
    }

    /** An error of the API, for example 403 {@code PERMISSION_DENIED}. */
    public static Mishap error(int status, String name, String message) {
        return GoogleErrors.error(status, name, message);
    }

    private void handle(WireExchange exchange) throws IOException {
        requests.incrementAndGet();
        Mishap mishap = script.take();
        if (mishap == null) {
            mishap = refusal(exchange);
        }
        if (mishap != null) {
            mishap.happen(exchange);
        } else {
            answer(exchange);
        }
    }

    private static @Nullable Mishap refusal(WireExchange exchange) {
        if (!exchange.path().equals(ROUTE) || !exchange.method().equals("POST")) {
            return error(404, "NOT_FOUND", "No such method: " + exchange.path());
        }
        if (exchange.header("X-Goog-Api-Key") == null) {
            return error(403, "PERMISSION_DENIED", "The request is missing a valid API key.");
        }
        return exchange.header("X-Goog-FieldMask") == null
                ? error(400, "INVALID_ARGUMENT", "FieldMask is a required parameter.")
                : null;
    }

    private void answer(WireExchange exchange) throws IOException {
        JsonNode request = JSON.readTree(exchange.body());
        String query = request.path("textQuery").asText("");
        if (query.isBlank()) {
            error(400, "INVALID_ARGUMENT", "Empty text_query.").happen(exchange);
            return;
        }
        queries.add(query);
        ObjectNode answer = JSON.createObjectNode();
        if (!query.contains("Riverside")) {
            answer.putArray("places").add(masked(place(query), String.valueOf(exchange.header("X-Goog-FieldMask"))));
        }
        exchange.send(200, Map.of(), "application/json; charset=UTF-8", answer.toPrettyString());
    }

    private static ObjectNode masked(ObjectNode place, String mask) {
        Set<String> fields = Arrays.stream(mask.split(","))
                .map(String::strip)
                .map(field -> field.replaceFirst("^places\\.", ""))
                .collect(Collectors.toSet());
        return fields.contains("*") ? place : place.retain(fields);
    }

    private static ObjectNode place(String query) {
        String name = query.split(",")[0].strip();
        Gazetteer.Place city = Gazetteer.places(query).getFirst();
        int number = Math.floorMod(query.hashCode(), 100);
        String street = city.street().formatted(number + 1);
        ObjectNode place = JSON.createObjectNode();
        place.put("id", "stand-in-" + Integer.toHexString(query.hashCode()));
        place.putObject("displayName").put("text", name).put("languageCode", "en");
        place.put("formattedAddress", street + ", " + city.city() + ", " + city.stateCode() + " " + city.zip());
        ArrayNode parts = place.putArray("addressComponents");
        component(parts, Integer.toString(number + 1), Integer.toString(number + 1), "street_number");
        component(parts, city.street().replace("%d", "").strip(), city.street(), "route");
        component(parts, city.city(), city.city(), "locality");
        component(parts, city.state(), city.stateCode(), "administrative_area_level_1");
        component(parts, city.country(), city.code(), "country");
        component(parts, city.zip(), city.zip(), "postal_code");
        place.putObject("location")
                .put("latitude", city.lat() + number * STEP)
                .put("longitude", city.lng() + Math.floorMod(query.hashCode() / 100, 100) * STEP);
        place.put("internationalPhoneNumber", city.phone(number));
        place.put("nationalPhoneNumber", city.phone(number).replaceFirst("^\\+\\d+ ", "0"));
        place.put("websiteUri", "https://places.example/" + place.path("id").asText());
        hours(place.putObject("regularOpeningHours"));
        place.putArray("types").add("store").add("point_of_interest").add("establishment");
        place.put("businessStatus", "OPERATIONAL");
        return place;
    }

    private static void component(ArrayNode parts, String longText, String shortText, String type) {
        ObjectNode part = parts.addObject().put("longText", longText).put("shortText", shortText);
        part.putArray("types").add(type);
        part.put("languageCode", "en");
    }

    /** Monday to Saturday, nine to six; day 0 is a Sunday. */
    private static void hours(ObjectNode hours) {
        hours.put("openNow", true);
        ArrayNode periods = hours.putArray("periods");
        for (int day = 1; day <= 6; day++) {
            ObjectNode period = periods.addObject();
            period.putObject("open").put("day", day).put("hour", 9).put("minute", 0);
            period.putObject("close").put("day", day).put("hour", 18).put("minute", 0);
        }
    }
}
