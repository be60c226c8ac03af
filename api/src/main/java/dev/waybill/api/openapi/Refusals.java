package dev.waybill.api.openapi;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.waybill.api.http.Route.Trait;
import dev.waybill.api.problem.FieldError;
import dev.waybill.api.problem.Reason;
import dev.waybill.shared.job.JobJson;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The problems that a route answers with: by status, with the reason codes that each can carry. */
final class Refusals {

    private static final String OPEN = "*";
    private static final String RESPONSES = "#/components/responses/";

    /** Those of every route, of those with a body, and so on; a code that {@link Reason} does not have is left out. */
    private static final List<String> ALWAYS = List.of(
            "invalid_parameter",
            "method_not_allowed",
            "internal_error",
            "unavailable",
            "rate_limited",
            "headers_too_large",
            "request_timeout");

    private static final List<String> WITH_CREDENTIALS = List.of("unauthenticated", "forbidden");
    private static final List<String> WITH_BODY =
            List.of("malformed_json", "malformed_body", "too_large", "invalid_input");
    private static final List<String> WITH_FORM =
            List.of("malformed_multipart", "malformed_body", "too_large", "invalid_input");

    /** What a submit is refused for, whichever route it came by (docs/errors.md). */
    private static final List<String> OF_SUBMITS = List.of(
            "unknown_type",
            "422 unknown_mapping",
            "422 mapping_mismatch",
            "422 tenant_required",
            "422 invalid_selection",
            "422 source_not_supported",
            "422 scope_required",
            "422 no_complete_run",
            "422 no_baseline_run",
            "422 run_not_found",
            "422 run_incomplete",
            "422 selection_differs",
            "422 same_run",
            "invalid_input",
            "409 user_required");

    private static final Map<String, List<String>> HEADERS = Map.of(
            "method_not_allowed", List.of("Allow"),
            "unsupported_media_type", List.of("Accept", "Accept-Patch"),
            "unavailable", List.of("Retry-After"),
            "too_many_streams", List.of("Retry-After"),
            "rate_limited", List.of("Retry-After"),
            "not_ready", List.of("Retry-After"),
            "range_not_satisfiable", List.of("Content-Range"),
            "unauthenticated", List.of("WWW-Authenticate"),
            "forbidden", List.of("WWW-Authenticate"));

    private final SortedMap<String, ObjectNode> components = new TreeMap<>();

    /** {@code components/responses}, those that were asked for. */
    SortedMap<String, ObjectNode> components() {
        return components;
    }

    /** Headers that any answer can have. */
    static List<String> everywhere() {
        return reason("rate_limited").isPresent() ? List.of("RateLimit", "RateLimit-Policy") : List.of();
    }

    /** Adds a response for each status. */
    void addTo(ObjectNode responses, List<RouteMethod> same) {
        SortedMap<Integer, SortedSet<String>> codes = new TreeMap<>();
        same.forEach(route -> codes(route).forEach(code -> add(code, codes)));
        codes.forEach((status, some) -> responses.set(status.toString(), response(status, some)));
    }

    /** {@code components/schemas/Problem}: the members that all have, and those that some have. */
    static ObjectNode schema(Schemas schemas) {
        ObjectNode problem =
                Types.typed("object").put("description", "RFC 9457; docs/errors.md lists the reason codes.");
        ObjectNode properties = problem.putObject("properties");
        properties.putObject("type").put("type", "string").put("pattern", "^/problems/[a-z0-9_]+$");
        properties.putObject("title").put("type", "string");
        properties
                .putObject("status")
                .put("type", "integer")
                .put("minimum", 400)
                .put("maximum", 599);
        properties.putObject("detail").put("type", "string");
        properties.putObject("instance").put("type", "string");
        properties.putObject("reason_code").put("type", "string").put("pattern", "^[a-z0-9_]+$");
        properties.putObject("errors").put("type", "array").set("items", schemas.answer(FieldError.class));
        properties.putObject("server_time").put("type", "string").put("format", "date-time");
        properties.fieldNames().forEachRemaining(problem.withArray("required")::add);
        properties.putObject("from").put("type", "string").put("description", "Of illegal_transition.");
        properties.putObject("to").put("type", "string").put("description", "Of illegal_transition.");
        properties.putObject("role").put("type", "string").put("description", "Of forbidden: what it takes.");
        properties.putObject("request_id").put("type", "string").put("format", "uuid");
        properties
                .putObject("lines")
                .put("type", "array")
                .put("description", "Of bulk_refused: the first hundred that are wrong.");
        return problem.put("additionalProperties", false);
    }

    private static List<String> codes(RouteMethod route) {
        List<String> all = new ArrayList<>(ALWAYS);
        if (!route.has(Trait.OPEN)) {
            all.addAll(WITH_CREDENTIALS);
            all.addAll(route.method().equals("get") ? List.of() : List.of("csrf_token_invalid"));
        }
        if (route.path().contains("{")) {
            all.add("not_found");
        }
        all.addAll(ofBody(route));
        if (route.has(Trait.IDEMPOTENT)) {
            all.add("idempotency_key_reused");
        }
        if (!route.method().equals("get")) {
            all.addAll(List.of("stale", "precondition_required"));
        }
        if (route.route().events().length > 0) {
            all.add("too_many_streams");
        }
        if (route.has(Trait.SUBMITS)) {
            all.addAll(OF_SUBMITS);
        }
        all.add("not_acceptable");
        all.addAll(Arrays.asList(route.route().refuses()));
        return all;
    }

    private static List<String> ofBody(RouteMethod route) {
        List<String> codes = new ArrayList<>();
        if (route.takesBody() && !route.takesForm()) {
            codes.addAll(WITH_BODY);
        }
        if (route.takesForm()) {
            codes.addAll(WITH_FORM);
            codes.add("malformed_json");
        }
        if (!route.consumes().isEmpty()) {
            codes.add("unsupported_media_type");
        }
        return codes;
    }

    /** {@code "409 not_finished"}, or a code that {@link Reason} knows the status of. */
    private static void add(String refusal, SortedMap<Integer, SortedSet<String>> codes) {
        String[] parts = refusal.split(" ");
        if (parts.length == 2) {
            codes.computeIfAbsent(Integer.valueOf(parts[0]), status -> new TreeSet<>())
                    .add(parts[1]);
        } else {
            reason(refusal)
                    .ifPresent(reason -> codes.computeIfAbsent(reason.status().value(), status -> new TreeSet<>())
                            .add(refusal));
        }
    }

    private static Optional<Reason> reason(String code) {
        return Arrays.stream(Reason.values())
                .filter(reason -> reason.code().equals(code))
                .findFirst();
    }

    /** In place, or a reference to one that many routes have. */
    private ObjectNode response(int status, SortedSet<String> codes) {
        if (codes.size() > 1 || codes.contains(OPEN)) {
            return inPlace(status, codes);
        }
        String name = camelCase(codes.first());
        if (!components.containsKey(name)) {
            components.put(name, inPlace(status, codes));
        }
        return JobJson.MAPPER.createObjectNode().put("$ref", RESPONSES + name);
    }

    private static ObjectNode inPlace(int status, SortedSet<String> codes) {
        String known = codes.stream().filter(code -> !code.equals(OPEN)).collect(Collectors.joining(", "));
        String words = codes.contains(OPEN) ? known + ", or a code of the job type's policy" : known;
        ObjectNode response = JobJson.MAPPER.createObjectNode().put("description", words);
        List<String> headers = new ArrayList<>(List.of("Cache-Control"));
        headers.addAll(everywhere());
        codes.forEach(code -> headers.addAll(HEADERS.getOrDefault(code, List.of())));
        response.set("headers", Headers.references(headers));
        ArrayNode both = response.putObject("content")
                .putObject("application/problem+json")
                .putObject("schema")
                .putArray("allOf");
        both.add(Schemas.reference("Problem"));
        ObjectNode properties = both.addObject().putObject("properties");
        properties.putObject("status").put("const", status);
        if (!codes.contains(OPEN)) {
            codes.forEach(properties.putObject("reason_code").putArray("enum")::add);
        }
        return response;
    }

    private static String camelCase(String code) {
        StringBuilder name = new StringBuilder();
        for (String word : code.split("_")) {
            name.append(word.substring(0, 1).toUpperCase(Locale.ROOT)).append(word.substring(1));
        }
        return name.toString();
    }
}
