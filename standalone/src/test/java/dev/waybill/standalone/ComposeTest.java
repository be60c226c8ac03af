package dev.waybill.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** There is no container engine where this is built: the compose file is checked against the schema of the Compose specification. */
class ComposeTest {

    private static final int WORKERS = 4;
    private static final int FOR_PEOPLE = 20;

    private final ComposeFile compose = ComposeFile.read();

    @TempDir
    private Path directory;

    @Test
    void obeysTheComposeSpecification() throws IOException {
        JsonSchema schema = specification();

        ObjectNode document = compose.document().deepCopy();
        // came to the specification after this edition of its schema
        document.remove("name");

        assertThat(schema.validate(document)).isEmpty();
        ObjectNode wrong = document.deepCopy();
        ((ObjectNode) wrong.at("/services/api/healthcheck")).put("intervall", "5s");
        assertThat(schema.validate(wrong)).isNotEmpty();
    }

    /** Its schema names its parts in the manner of an older draft, {@code id}, which says nothing here. */
    private static JsonSchema specification() throws IOException {
        JsonNode schema;
        try (InputStream text = Objects.requireNonNull(ComposeTest.class.getResourceAsStream("/compose-spec.json"))) {
            schema = new ObjectMapper().readTree(text);
        }
        for (JsonNode part : schema.findParents("id")) {
            if (part.path("id").isTextual()) {
                ((ObjectNode) part).remove("id");
            }
        }
        return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V201909).getSchema(schema);
    }

    @Test
    void hasAllThatIsNeeded() {
        assertThat(compose.services().keySet())
                .containsExactlyInAnyOrder(
                        "postgres", "migrate", "api", "worker", "proxy", "dashboard", "prometheus", "grafana");
        assertThat(compose.service("api").path("deploy").path("replicas").asInt())
                .isEqualTo(2);
        assertThat(compose.service("worker").has("container_name"))
                .as("a name of its own cannot be scaled")
                .isFalse();
        assertThat(List.of(compose.service("worker"), compose.service("api")))
                .as("several containers cannot have one port")
                .allSatisfy(service -> assertThat(service.has("ports")).isFalse());
    }

    @Test
    void pinsEveryImage() throws IOException {
        Stream<String> inDockerfile = ComposeFile.dockerfile().stream()
                .filter(line -> line.startsWith("FROM "))
                .map(line -> line.split(" ")[1]);
        Stream<String> inCompose = compose.services().values().stream()
                .map(service -> service.path("image").asText());

        assertThat(Stream.concat(inDockerfile, inCompose))
                .isNotEmpty()
                .allSatisfy(image -> assertThat(image).matches("[a-z/-]+:v?\\d+\\.\\d+[\\w.\\-]*"));
    }

    @Test
    void limitsEveryContainerAndAsksHowItIs() {
        assertThat(compose.services()).allSatisfy((name, service) -> {
            JsonNode limits = service.path("deploy").path("resources").path("limits");
            assertThat(limits.path("memory").asText()).isNotBlank();
            assertThat(limits.path("cpus").asText()).isNotBlank();
            assertThat(ComposeFile.check(service).isEmpty()).isEqualTo(name.equals("migrate"));
        });
    }

    @Test
    void letsContainersWriteNowhereAndBecomeNobody() {
        assertThat(compose.services()).allSatisfy((name, service) -> {
            if (!name.equals("postgres")) {
                assertThat(service.path("read_only").asBoolean()).isTrue();
                assertThat(ComposeFile.texts(service.path("cap_drop"))).containsExactly("ALL");
                assertThat(ComposeFile.texts(service.path("security_opt"))).containsExactly("no-new-privileges:true");
            }
        });
        assertThat(compose.services().values().stream()
                        .flatMap(service -> ComposeFile.texts(service.path("ports")).stream()))
                .allSatisfy(port -> assertThat(port).startsWith("127.0.0.1:"));
    }

    @Test
    void waitsOnlyForWhatIsEverReached() {
        assertThat(compose.services())
                .allSatisfy((name, service) -> ComposeFile.members(service.path("depends_on"))
                        .forEach((other, how) -> {
                            assertThat(compose.services()).containsKey(other);
                            assertThat(how.path("condition").asText())
                                    .isEqualTo(
                                            ComposeFile.check(compose.service(other))
                                                            .isEmpty()
                                                    ? "service_completed_successfully"
                                                    : "service_healthy");
                        }));
    }

    @Test
    void mountsWhatIsThere() {
        assertThat(compose.mounted())
                .isNotEmpty()
                .allSatisfy(path -> assertThat(path).exists());
    }

    @Test
    void hasConnectionsForAllPools() {
        int most = ComposeFile.texts(compose.service("postgres").path("command")).stream()
                .filter(part -> part.startsWith("max_connections="))
                .mapToInt(part -> Integer.parseInt(part.substring("max_connections=".length())))
                .findFirst()
                .orElseThrow();

        int pools = 2 * pool("api") + WORKERS * pool("worker") + pool("dashboard");
        assertThat(pools + FOR_PEOPLE).isLessThanOrEqualTo(most);
        assertThat(pool("worker"))
                .isGreaterThanOrEqualTo(compose.service("worker")
                                .path("environment")
                                .path("WAYBILL_WORKER_THREADS")
                                .asInt()
                        + 4);
    }

    @Test
    void knowsWhetherAPortIsHealthy() throws Exception {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/up", exchange -> {
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        server.createContext("/down", exchange -> {
            exchange.sendResponseHeaders(503, -1);
            exchange.close();
        });
        server.start();
        String port = Integer.toString(server.getAddress().getPort());
        String healthy =
                ComposeFile.ROOT.resolve("docker/healthy").toAbsolutePath().toString();
        try {
            assertThat(ComposeFile.run(directory, healthy, port, "/up")).isZero();
            assertThat(ComposeFile.run(directory, healthy, port, "/down")).isNotZero();
            assertThat(ComposeFile.run(directory, healthy, port, "/down", "503"))
                    .isZero();
        } finally {
            server.stop(0);
        }
        assertThat(ComposeFile.run(directory, healthy, port, "/up")).isNotZero();
    }

    private int pool(String service) {
        return compose.service(service)
                .path("environment")
                .path("WAYBILL_DATABASE_POOL_SIZE")
                .asInt();
    }
}
