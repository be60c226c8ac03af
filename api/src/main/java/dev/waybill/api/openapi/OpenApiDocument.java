package dev.waybill.api.openapi;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.waybill.shared.job.JobCatalog;
import dev.waybill.shared.job.JobJson;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Puts the document together. The same code gives the same document, byte by byte. */
final class OpenApiDocument {

    private static final String DIALECT = "https://json-schema.org/draft/2020-12/schema";

    private final Schemas schemas = new Schemas();
    private final Refusals refusals = new Refusals();
    private final JobInputs inputs;
    private final List<RouteMethod> routes;

    private OpenApiDocument(List<RouteMethod> routes, JobCatalog catalog, Map<String, Class<?>> openings) {
        this.routes = routes;
        this.inputs = new JobInputs(catalog, schemas, openings);
    }

    /**
     * Of these routes.
     *
     * @param openings what a submit of a type takes that has a way of its own to be taken in, by the type's label
     */
    static ObjectNode of(List<RouteMethod> routes, JobCatalog catalog, Map<String, Class<?>> openings) {
        return new OpenApiDocument(routes, catalog, openings).document();
    }

    private ObjectNode document() {
        inputs.putAll();
        schemas.put("Problem", Refusals.schema(schemas));
        ObjectNode document = JobJson.MAPPER.createObjectNode();
        document.put("openapi", "3.1.0");
        ObjectNode info = document.putObject("info");
        info.put("title", "Waybill").put("version", "0.1.0");
        info.put(
                "description",
                "Jobs in, status out. Members are in snake_case, times in ISO-8601 and UTC; unknown members and unknown"
                        + " parameters are refused. A HEAD is answered as its GET, without the body.");
        info.putObject("license").put("name", "Apache License 2.0").put("identifier", "Apache-2.0");
        document.put("jsonSchemaDialect", DIALECT);
        document.putArray("servers").addObject().put("url", "/");
        document.set("paths", paths());
        document.set("components", components());
        return document;
    }

    private ObjectNode paths() {
        Operations operations = new Operations(schemas, inputs, refusals);
        ObjectNode paths = JobJson.MAPPER.createObjectNode();
        byPlace()
                .forEach((place, same) -> paths.withObjectProperty(
                                same.getFirst().path())
                        .set(same.getFirst().method(), operations.of(same)));
        return paths;
    }

    /** Methods of one path that read different media types are one operation. */
    private Map<String, List<RouteMethod>> byPlace() {
        Map<String, List<RouteMethod>> places = new LinkedHashMap<>();
        Set<String> ids = new HashSet<>();
        for (RouteMethod route : routes) {
            if (!ids.add(route.route().id())) {
                throw new IllegalStateException(
                        "two routes are named " + route.route().id());
            }
            places.computeIfAbsent(route.method() + " " + route.path(), place -> new ArrayList<>())
                    .add(route);
        }
        return places;
    }

    private ObjectNode components() {
        ObjectNode components = JobJson.MAPPER.createObjectNode();
        ObjectNode named = components.putObject("schemas");
        schemas.components().forEach(named::set);
        ObjectNode responses = components.putObject("responses");
        refusals.components().forEach(responses::set);
        Headers.putTaken(components.putObject("parameters"));
        Operations.putPaging((ObjectNode) components.path("parameters"));
        Headers.putSent(components.putObject("headers"));
        Credentials.putSchemes(components.putObject("securitySchemes"));
        return components;
    }
}
