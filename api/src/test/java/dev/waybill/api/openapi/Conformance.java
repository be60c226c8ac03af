package dev.waybill.api.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import dev.waybill.shared.job.JobJson;
import java.net.http.HttpHeaders;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Compares what a node says with its OpenAPI document. */
public final class Conformance {

    /** Of the transport, or of every secure page: said of no single answer. */
    private static final Set<String> EVERYWHERE = Set.of(
            "date",
            "connection",
            "keep-alive",
            "transfer-encoding",
            "content-length",
            "content-type",
            "vary",
            "content-security-policy",
            "strict-transport-security",
            "x-content-type-options",
            "x-frame-options",
            "referrer-policy",
            "permissions-policy",
            "cross-origin-opener-policy",
            "cross-origin-resource-policy",
            "x-xss-protection",
            "set-cookie",
            "pragma",
            "expires");

    private static final Map<String, Conformance> BY_DOCUMENT = new ConcurrentHashMap<>();

    private final JsonNode document;
    private final Map<String, JsonSchema> schemas = new ConcurrentHashMap<>();

    private Conformance(JsonNode document) {
        this.document = document;
    }

    /** Of the node that said this document of itself. */
    public static Conformance of(String document) {
        return BY_DOCUMENT.computeIfAbsent(document, text -> new Conformance(read(text)));
    }

    /** What was asked. */
    public record Asked(
            String method,
            String target,
            @Nullable String contentType,
            @Nullable String body) {}

    /** What came back; the body of a stream is not looked at here. */
    public record Answered(
            int status, HttpHeaders headers, @Nullable String body) {}

    JsonNode document() {
        return document;
    }

    /** Fails unless the document allows this answer to this request. */
    public void check(Asked asked, Answered answered) {
        String path = asked.target().replaceFirst("[?#].*", "");
        String template = template(path);
        if (template == null) {
            assertThat(answered.status()).as(told(asked, answered)).isIn(404, 400, 401, 403, 405, 413, 429);
            return;
        }
        String method = asked.method().equals("HEAD") ? "get" : asked.method().toLowerCase(Locale.ROOT);
        String operation = "/paths/" + escape(template) + "/" + method;
        if (document.at(operation).isMissingNode()) {
            checkOther(asked, answered);
            return;
        }
        String response = operation + "/responses/" + answered.status();
        assertThat(document.at(response).isMissingNode())
                .as("%s: status is not documented", told(asked, answered))
                .isFalse();
        JsonNode described = resolved(document.at(response));
        checkHeaders(described, asked, answered);
        if (answered.body() != null && !asked.method().equals("HEAD")) {
            checkBody(described, response, asked, answered);
        }
        if (answered.status() < 300) {
            checkRequest(operation, asked, answered);
        }
    }

    /** Fails unless the data is that of such an event of the stream. */
    public void checkEvent(String target, String name, @Nullable Long id, JsonNode data) {
        String operation = "/paths/" + escape(String.valueOf(template(target.replaceFirst("[?#].*", "")))) + "/get";
        JsonNode events = document.at(operation + "/responses/200/content/text~1event-stream/x-sse-events/events");
        for (JsonNode event : events) {
            if (event.path("event").asText().equals(name.isEmpty() ? "message" : name)) {
                assertThat(id != null).as("an id of " + name).isEqualTo(event.has("id"));
                assertValid(operation + name, event.path("data"), data, "event " + name);
                return;
            }
        }
        throw new AssertionError("event " + name + " of " + target + " is not documented");
    }

    private static void checkOther(Asked asked, Answered answered) {
        boolean refused = answered.status() == 405 || answered.status() == 400 || answered.status() == 501;
        assertThat(refused || asked.method().equals("OPTIONS") || answered.status() == 401 || answered.status() == 403)
                .as("%s: no such operation is documented", told(asked, answered))
                .isTrue();
    }

    private static void checkHeaders(JsonNode described, Asked asked, Answered answered) {
        Set<String> known = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        described.path("headers").fieldNames().forEachRemaining(known::add);
        Set<String> unknown = answered.headers().map().keySet().stream()
                .map(name -> name.toLowerCase(Locale.ROOT))
                .filter(name -> !EVERYWHERE.contains(name) && !known.contains(name))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(unknown)
                .as("%s: headers are not documented", told(asked, answered))
                .isEmpty();
        for (String always : List.of("ETag", "Location", "Content-Disposition", "Content-Range", "Allow")) {
            if (known.contains(always)) {
                assertThat(answered.headers().firstValue(always))
                        .as("%s: %s is documented", told(asked, answered), always)
                        .isPresent();
            }
        }
    }

    private void checkBody(JsonNode described, String place, Asked asked, Answered answered) {
        String body = Objects.requireNonNull(answered.body());
        if (!described.has("content")) {
            assertThat(body)
                    .as("%s: no body is documented", told(asked, answered))
                    .isEmpty();
            return;
        }
        String type = answered.headers()
                .firstValue("Content-Type")
                .orElse("none")
                .replaceFirst(";.*", "")
                .strip();
        JsonNode content = described.path("content").path(type);
        assertThat(content.isMissingNode())
                .as("%s: media type %s is not documented", told(asked, answered), type)
                .isFalse();
        if (type.endsWith("json")) {
            JsonNode json = read(body);
            assertValid(place + type, content.path("schema"), json, told(asked, answered));
        }
    }

    /** What was accepted must be what may be sent. */
    private void checkRequest(String operation, Asked asked, Answered answered) {
        Set<String> names = new TreeSet<>();
        for (JsonNode parameter : document.at(operation).path("parameters")) {
            JsonNode full = resolved(parameter);
            if (full.path("in").asText().equals("query")) {
                names.add(full.path("name").asText());
            }
        }
        int query = asked.target().indexOf('?');
        if (query >= 0) {
            for (String pair : asked.target().substring(query + 1).split("&")) {
                String name = pair.replaceFirst("=.*", "");
                assertThat(name.isEmpty() || names.contains(name))
                        .as("%s: parameter %s is not documented", told(asked, answered), name)
                        .isTrue();
            }
        }
        JsonNode content = document.at(operation).path("requestBody").path("content");
        String sent = Objects.requireNonNullElse(asked.body(), "");
        boolean json = !sent.isEmpty() && content.has("application/json");
        if (json && String.valueOf(asked.contentType()).startsWith("application/json")) {
            JsonNode body = read(sent.replace("\uFEFF", ""));
            assertValid(
                    operation + "/requestBody",
                    content.path("application/json").path("schema"),
                    body,
                    "the accepted body of " + told(asked, answered));
        }
    }

    JsonNode resolved(JsonNode node) {
        String reference = node.path("$ref").asText();
        return reference.startsWith("#") ? document.at(reference.substring(1)) : node;
    }

    /** Says what is wrong with a value. */
    Set<String> errors(String name, JsonNode schema, JsonNode value) {
        return schemas.computeIfAbsent(name, absent -> compiled(schema)).validate(value).stream()
                .map(Object::toString)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private void assertValid(String name, JsonNode schema, JsonNode value, String told) {
        assertThat(errors(name, schema, value))
                .as("%s does not fit its schema: %s", told, value)
                .isEmpty();
    }

    /** References lead into the document: the schema takes its components along. */
    private JsonSchema compiled(JsonNode schema) {
        ObjectNode whole = schema.deepCopy();
        whole.set("components", document.path("components"));
        return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                .getSchema(
                        whole,
                        SchemaValidatorsConfig.builder()
                                .formatAssertionsEnabled(true)
                                .build());
    }

    /** The documented path with the fewest variables that fits; null when there is none. */
    private @Nullable String template(String path) {
        String best = null;
        for (Map.Entry<String, JsonNode> entry : document.path("paths").properties()) {
            String template = entry.getKey();
            String pattern = template.replace(".", "\\.").replaceAll("\\{[^}]*}", "[^/]+");
            if (path.matches(pattern) && (best == null || variables(template) < variables(best))) {
                best = template;
            }
        }
        return best;
    }

    private static long variables(String template) {
        return template.chars().filter(character -> character == '{').count();
    }

    private static String escape(String part) {
        return part.replace("~", "~0").replace("/", "~1");
    }

    private static String told(Asked asked, Answered answered) {
        String body = Objects.requireNonNullElse(answered.body(), "");
        return "%s %s -> %d %s"
                .formatted(
                        asked.method(),
                        asked.target(),
                        answered.status(),
                        body.substring(0, Math.min(500, body.length())));
    }

    private static JsonNode read(String json) {
        try {
            return JobJson.MAPPER.readTree(json);
        } catch (JsonProcessingException e) {
            throw new AssertionError("no JSON: " + json, e);
        }
    }
}
