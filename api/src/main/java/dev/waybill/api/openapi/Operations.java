package dev.waybill.api.openapi;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.waybill.api.http.Page;
import dev.waybill.api.http.PerJobType;
import dev.waybill.api.http.Route;
import dev.waybill.api.http.Route.Trait;
import dev.waybill.shared.job.JobJson;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;

/** Makes an operation of a route. */
final class Operations {

    private final Schemas schemas;
    private final JobInputs inputs;
    private final Refusals refusals;

    Operations(Schemas schemas, JobInputs inputs, Refusals refusals) {
        this.schemas = schemas;
        this.inputs = inputs;
        this.refusals = refusals;
    }

    /** @param same methods of one path that read different media types; the first says the most */
    ObjectNode of(List<RouteMethod> same) {
        RouteMethod route = same.getFirst();
        ObjectNode operation = JobJson.MAPPER.createObjectNode();
        operation.put("operationId", route.route().id());
        operation.put("summary", route.route().summary());
        operation.putArray("tags").add(tag(route));
        ArrayNode parameters = parameters(route);
        if (!parameters.isEmpty()) {
            operation.set("parameters", parameters);
        }
        ObjectNode body = body(same);
        if (body != null) {
            operation.set("requestBody", body);
        }
        ObjectNode responses = operation.putObject("responses");
        for (int status : route.route().answers()) {
            responses.set(Integer.toString(status), success(route, status));
        }
        if (route.has(Trait.CACHED)) {
            responses.set("304", success(route, 304));
        }
        refusals.addTo(responses, same);
        operation.set("security", Credentials.of(route));
        return operation;
    }

    /** The first part of the path, for example {@code processes}. */
    private static String tag(RouteMethod route) {
        return route.path().split("/")[2].replaceFirst("\\..*", "");
    }

    private ArrayNode parameters(RouteMethod route) {
        ArrayNode parameters = JobJson.MAPPER.createArrayNode();
        for (MethodParameter parameter : route.handler().getMethodParameters()) {
            PathVariable variable = parameter.getParameterAnnotation(PathVariable.class);
            if (variable != null) {
                ObjectNode id = parameters.addObject().put("name", variable.value());
                id.put("in", "path").put("required", true);
                id.set("schema", id(parameter.getParameterType()));
            }
        }
        if (route.route().query() != void.class) {
            for (RecordComponent component : route.route().query().getRecordComponents()) {
                parameters.add(query(component));
            }
        }
        if (route.has(Trait.PAGED)) {
            parameters.addObject().put("$ref", "#/components/parameters/limit");
            parameters.addObject().put("$ref", "#/components/parameters/cursor");
        }
        Headers.addTaken(route, parameters);
        return parameters;
    }

    private static ObjectNode id(Class<?> type) {
        return type == String.class
                ? Types.typed("string")
                : Types.typed("integer")
                        .put("format", "int64")
                        .put("minimum", 1)
                        .put("maximum", Constraints.LARGEST);
    }

    private ObjectNode query(RecordComponent component) {
        ObjectNode parameter = JobJson.MAPPER.createObjectNode();
        parameter.put("name", Schemas.nameOf(component)).put("in", "query");
        if (Schemas.required(component.getDeclaringRecord(), component, Schemas.Direction.PARAMETER)) {
            parameter.put("required", true);
        }
        ObjectNode schema = schemas.parameter(component);
        if (schema.has("description")) {
            parameter.set("description", schema.remove("description"));
        }
        if (schema.path("type").asText().equals("array")) {
            schema.put("minItems", 1);
            parameter.put("style", "form").put("explode", false);
        }
        parameter.set("schema", schema);
        return parameter;
    }

    static void putPaging(ObjectNode parameters) {
        ObjectNode limit = parameters.putObject("limit").put("name", "limit").put("in", "query");
        limit.put("description", "The page's size.");
        limit.putObject("schema")
                .put("type", "integer")
                .put("format", "int32")
                .put("minimum", 1)
                .put("maximum", Page.LARGEST)
                .put("default", Page.USUAL);
        ObjectNode cursor = parameters.putObject("cursor").put("name", "cursor").put("in", "query");
        cursor.put("description", "The member next of the page before.");
        cursor.putObject("schema").put("type", "string").put("maxLength", 24).put("pattern", "^[A-Za-z0-9_-]+$");
    }

    private @Nullable ObjectNode body(List<RouteMethod> same) {
        ObjectNode content = JobJson.MAPPER.createObjectNode();
        ObjectNode body = JobJson.MAPPER.createObjectNode();
        for (RouteMethod route : same) {
            if (route.has(Trait.BARE)) {
                ObjectNode empty = Types.typed("object").put("additionalProperties", false);
                content.putObject(MediaType.APPLICATION_JSON_VALUE).set("schema", empty);
            } else if (route.takesBody()) {
                body.put("required", true);
                route.consumes()
                        .forEach(type -> content.putObject(type.toString())
                                .set("schema", schema(route.route().body(), type)));
            }
        }
        return content.isEmpty() ? null : body.set("content", content);
    }

    private ObjectNode schema(Class<?> shape, MediaType type) {
        if (type.equals(MediaType.MULTIPART_FORM_DATA)) {
            ObjectNode form = schemas.body(shape);
            return shape.isAnnotationPresent(PerJobType.class)
                    ? form.set("additionalProperties", Types.typed("string"))
                    : form;
        }
        PerJobType how = shape.getAnnotation(PerJobType.class);
        ObjectNode json = how == null
                ? schemas.record(shape, shape.getSimpleName(), Schemas.Direction.REQUEST, Map.of())
                : inputs.body(shape, how);
        if (type.getSubtype().equals("json")) {
            return json;
        }
        ObjectNode lines = Types.typed("string").put("description", "A JSON object on each line.");
        lines.set("x-line", json);
        return lines;
    }

    private ObjectNode success(RouteMethod route, int status) {
        ObjectNode response = JobJson.MAPPER.createObjectNode();
        response.put("description", HttpStatus.valueOf(status).getReasonPhrase());
        response.set("headers", Headers.ofSuccess(route, status));
        if (status != 204 && status != 303 && status != 304) {
            response.putObject("content").set(route.route().media(), content(route));
        }
        return response;
    }

    private ObjectNode content(RouteMethod route) {
        ObjectNode media = JobJson.MAPPER.createObjectNode();
        Route described = route.route();
        if (described.events().length > 0) {
            media.set("schema", Types.typed("string"));
            media.set("x-sse-events", events(described.events()));
        } else if (described.media().equals(MediaType.APPLICATION_JSON_VALUE)) {
            AnnotatedType answered = answered(route);
            media.set("schema", answered.getType() == byte[].class ? Types.typed("object") : schemas.answer(answered));
        } else {
            boolean text = described.media().startsWith("text/");
            media.set(
                    "schema",
                    text ? Types.typed("string") : Types.typed("string").put("format", "binary"));
        }
        return media;
    }

    private ObjectNode events(Route.Event[] events) {
        ObjectNode described = JobJson.MAPPER.createObjectNode();
        described.put("retry", 500).put("comments", "keep-alive");
        ArrayNode list = described.putArray("events");
        for (Route.Event event : events) {
            ObjectNode one = list.addObject();
            one.put("event", event.name().isEmpty() ? "message" : event.name());
            one.put("description", event.when());
            if (event.name().isEmpty()) {
                one.putObject("id")
                        .put("type", "integer")
                        .put("format", "int64")
                        .put("minimum", 1);
            }
            one.set("data", schemas.answer(event.data()));
        }
        return described;
    }

    private static AnnotatedType answered(RouteMethod route) {
        AnnotatedType returned = route.handler().getMethod().getAnnotatedReturnType();
        boolean entity = route.handler().getMethod().getReturnType() == ResponseEntity.class;
        return entity ? ((AnnotatedParameterizedType) returned).getAnnotatedActualTypeArguments()[0] : returned;
    }
}
