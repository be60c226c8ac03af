package dev.waybill.worker.locations;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.waybill.shared.job.Progress;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.client.RestClientException;

/**
 * Looks drafts up in Google Places, one after the other. Whatever goes wrong is a warning of the draft; after a few failures
 * in a row Places is not asked again in this attempt of the job.
 */
final class PlaceEnrichment {

    private static final Logger LOG = LoggerFactory.getLogger(PlaceEnrichment.class);
    private static final int FAILURES_IN_A_ROW = 3;

    private final @Nullable PlacesClient places;
    private int failures;

    /** @param places null when there is no key */
    PlaceEnrichment(@Nullable PlacesClient places) {
        this.places = places;
    }

    /**
     * A draft with what Places knows.
     *
     * @param draft in the model's form
     */
    record Enriched(ObjectNode draft, List<String> warnings) {}

    Enriched enrich(ObjectNode given, Progress progress) {
        ObjectNode draft = given.deepCopy();
        if (places == null) {
            return new Enriched(draft, List.of("not looked up in Google Places: there is no API key"));
        }
        if (draft.path("name").asText("").isBlank()) {
            return new Enriched(draft, List.of());
        }
        if (failures >= FAILURES_IN_A_ROW) {
            return new Enriched(draft, List.of("not looked up in Google Places: it does not answer"));
        }
        return lookUp(places, draft, progress);
    }

    private Enriched lookUp(PlacesClient client, ObjectNode draft, Progress progress) {
        progress.throwIfStopped();
        try {
            Optional<JsonNode> found = client.search(query(draft), region(draft));
            failures = 0;
            return new Enriched(draft, putOver(found, draft));
        } catch (RestClientException failure) {
            progress.throwIfStopped();
            failures++;
            LOG.warn("Google Places: {}", failure.getClass().getSimpleName());
            return new Enriched(draft, List.of("not looked up in Google Places: the search failed"));
        }
    }

    private static List<String> putOver(Optional<JsonNode> found, ObjectNode draft) {
        if (found.isEmpty()) {
            return List.of("not found in Google Places");
        }
        FoundPlace place = new FoundPlace(found.get());
        return place.matches(draft)
                ? place.putOver(draft)
                : List.of("Google Places knows another place there, which was not used");
    }

    private static String query(ObjectNode draft) {
        return Stream.of("name", "address", "city", "state", "zip", "country")
                .map(field -> draft.path(field).asText("").strip())
                .filter(text -> !text.isEmpty() && !Objects.equals(text, "null"))
                .collect(Collectors.joining(", "));
    }

    private static @Nullable String region(ObjectNode draft) {
        String country = draft.path("country").asText("");
        return country.matches("[A-Za-z]{2}") ? country.toUpperCase(java.util.Locale.ROOT) : null;
    }
}
