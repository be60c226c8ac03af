package dev.waybill.api.openapi;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.waybill.api.http.Route.Trait;
import dev.waybill.shared.job.JobJson;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Headers that routes take and send, by their traits. */
final class Headers {

    private static final String PLACE = "#/components/headers/";
    private static final String PARAMETERS = "#/components/parameters/";

    /** Taken by routes with the trait. */
    private static final Map<Trait, List<String>> TAKEN = Map.of(
            Trait.IDEMPOTENT, List.of("Idempotency-Key"),
            Trait.CACHED, List.of("If-None-Match"),
            Trait.RANGED, List.of("Range", "If-Range"),
            Trait.RESUMABLE, List.of("Last-Event-ID"),
            Trait.PREFERS_WAIT, List.of("Prefer"));

    private Headers() {}

    /** {@code components/parameters}. */
    static void putTaken(ObjectNode parameters) {
        taken(parameters, "Idempotency-Key", "Makes the request safe to repeat for 24 hours.")
                .put("minLength", 1)
                .put("maxLength", 200)
                .put("pattern", "^[!-~]+$");
        taken(parameters, "If-None-Match", "An ETag that the caller has: the answer is 304 while nothing changed.");
        taken(parameters, "If-Match", "An ETag: the request is refused when it is another's by now.")
                .put("pattern", "^(\\*|(W/)?\"[!#-~]*\"( *, *(W/)?\"[!#-~]*\")*)$");
        taken(parameters, "Range", "bytes=first-last: a part of the file.");
        taken(parameters, "If-Range", "An ETag: the range counts only while the file is that one.");
        taken(parameters, "Last-Event-ID", "The id of the last event that came; wins over the parameter after.");
        taken(parameters, "Prefer", "wait=seconds, or respond-async (RFC 7240).");
    }

    /** {@code components/headers}. */
    static void putSent(ObjectNode headers) {
        sent(headers, "Location", "string", "Where the process, or what was made, is found.");
        sent(headers, "Retry-After", "integer", "Seconds to wait before asking, or trying again.");
        sent(headers, "ETag", "string", "The version, for If-None-Match and If-Match.");
        sent(headers, "Cache-Control", "string", "Who may keep the answer.");
        sent(headers, "Idempotency-Replayed", "string", "true: the answer of an earlier request with this key.");
        sent(headers, "Preference-Applied", "string", "What was made of Prefer.");
        sent(headers, "Content-Disposition", "string", "The file's name.");
        sent(headers, "Accept-Ranges", "string", "bytes: parts of the file may be asked for.");
        sent(headers, "Content-Range", "string", "Which bytes of how many; after a refusal only how many.");
        sent(headers, "Allow", "string", "The methods that the path has.");
        sent(headers, "Accept", "string", "The media types that the route reads.");
        sent(headers, "Accept-Patch", "string", "The media types that the route reads.");
        sent(headers, "WWW-Authenticate", "string", "How to say who calls.");
        sent(headers, "X-Accel-Buffering", "string", "no: a proxy must not hold events back.");
        sent(headers, "RateLimit", "string", "How many requests are left, and for how long.");
        sent(headers, "RateLimit-Policy", "string", "How many requests are allowed in which time.");
    }

    /** References to the parameters that a route takes as headers. */
    static void addTaken(RouteMethod route, ArrayNode parameters) {
        if (route.conditional()) {
            parameters.addObject().put("$ref", PARAMETERS + "If-Match");
        }
        for (Trait trait : Trait.values()) {
            if (route.has(trait)) {
                TAKEN.getOrDefault(trait, List.of())
                        .forEach(name -> parameters.addObject().put("$ref", PARAMETERS + name));
            }
        }
    }

    /** Of a success with this status. */
    static ObjectNode ofSuccess(RouteMethod route, int status) {
        List<String> names = new ArrayList<>(List.of("Cache-Control"));
        names.addAll(Refusals.everywhere());
        if (route.has(Trait.ENQUEUES) && status == 202) {
            names.addAll(List.of("Location", "Retry-After"));
        }
        if ((route.has(Trait.CREATES) && status == 201) || status == 303) {
            names.add("Location");
        }
        if ((route.has(Trait.TAGGED) || route.has(Trait.CACHED)) && status != 204) {
            names.add("ETag");
        }
        if (route.has(Trait.IDEMPOTENT)) {
            names.add("Idempotency-Replayed");
        }
        if (route.has(Trait.PREFERS_WAIT)) {
            names.add("Preference-Applied");
        }
        if (route.has(Trait.ATTACHED) && status != 304) {
            names.add("Content-Disposition");
        }
        if (route.has(Trait.RANGED)) {
            names.add("Accept-Ranges");
        }
        if (status == 206) {
            names.add("Content-Range");
        }
        if (route.route().events().length > 0 && status == 200) {
            names.add("X-Accel-Buffering");
        }
        return references(names);
    }

    static ObjectNode references(List<String> names) {
        ObjectNode headers = JobJson.MAPPER.createObjectNode();
        names.stream()
                .distinct()
                .sorted()
                .forEach(name -> headers.putObject(name).put("$ref", PLACE + name));
        return headers;
    }

    private static ObjectNode taken(ObjectNode parameters, String name, String description) {
        ObjectNode parameter =
                parameters.putObject(name).put("name", name).put("in", "header").put("description", description);
        return parameter.putObject("schema").put("type", "string");
    }

    private static void sent(ObjectNode headers, String name, String type, String description) {
        ObjectNode header = headers.putObject(name).put("description", description);
        header.putObject("schema").put("type", type);
    }
}
