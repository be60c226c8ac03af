package dev.waybill.worker.locations;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.waybill.shared.job.JobJson;
import dev.waybill.shared.tracing.TraceContext;
import java.net.http.HttpClient;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClientException;

/** Searches Google Places (New): https://developers.google.com/maps/documentation/places/web-service/text-search. */
final class PlacesClient {

    /** What is asked for is what is billed for. */
    private static final String FIELDS = "places.id,places.displayName,places.addressComponents,places.location,"
            + "places.internationalPhoneNumber,places.websiteUri,places.regularOpeningHours,places.types,"
            + "places.businessStatus";

    private final RestClient http;

    PlacesClient(PlacesProperties settings, String apiKey) {
        HttpClient client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(settings.timeout())
                .build();
        JdkClientHttpRequestFactory factory = new JdkClientHttpRequestFactory(client);
        factory.setReadTimeout(settings.timeout());
        http = RestClient.builder()
                .requestFactory(factory)
                .baseUrl(settings.baseUrl().toString())
                .defaultHeader("X-Goog-Api-Key", apiKey)
                .defaultHeader("X-Goog-FieldMask", FIELDS)
                .requestInitializer(request -> TraceContext.current()
                        .ifPresent(trace -> request.getHeaders()
                                .set(TraceContext.NAME, trace.child().header())))
                .build();
    }

    /**
     * The best match of a search.
     *
     * @param region ISO 3166-1 alpha-2 code of the country to prefer; null for none
     * @return empty when there is none
     * @throws RestClientException when the search fails; its message can hold the query and is not for people
     */
    Optional<JsonNode> search(String query, @Nullable String region) {
        ObjectNode request =
                JobJson.MAPPER.createObjectNode().put("textQuery", query).put("pageSize", 1);
        if (region != null) {
            request.put("regionCode", region);
        }
        String answer = http.post()
                .uri("/v1/places:searchText")
                .contentType(MediaType.APPLICATION_JSON)
                .accept(MediaType.APPLICATION_JSON)
                .body(request.toString())
                .retrieve()
                .body(String.class);
        return Optional.of(read(answer).path("places").path(0)).filter(JsonNode::isObject);
    }

    private static JsonNode read(@Nullable String answer) {
        try {
            JsonNode json = JobJson.read(answer);
            return json == null ? MissingNode.getInstance() : json;
        } catch (java.io.UncheckedIOException page) {
            throw new RestClientException("the answer is no JSON", page);
        }
    }
}
