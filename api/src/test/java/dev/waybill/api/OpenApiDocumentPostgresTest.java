package dev.waybill.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SpecVersion;
import dev.waybill.shared.job.JobJson;
import dev.waybill.testkit.PostgresTest;
import dev.waybill.testkit.TestDatabase;
import io.swagger.v3.parser.OpenAPIV3Parser;
import io.swagger.v3.parser.core.models.ParseOptions;
import io.swagger.v3.parser.core.models.SwaggerParseResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The document that is checked in is the one that the code makes. */
@PostgresTest
class OpenApiDocumentPostgresTest {

    private static final Path CHECKED_IN = Path.of("openapi.json");

    private static final DefaultPrettyPrinter PRINTER = new DefaultPrettyPrinter(
                    new Separators().withObjectFieldValueSpacing(Separators.Spacing.AFTER))
            .withObjectIndenter(new DefaultIndenter("  ", "\n"))
            .withArrayIndenter(new DefaultIndenter("  ", "\n"));

    private static ApiNode node;
    private static JsonNode document;

    @BeforeAll
    static void start(TestDatabase database) {
        node = ApiNode.start(ApiApplication.class, database);
        document = node.http().get("/api/openapi.json").json();
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    @Test
    void isTheOneThatIsCheckedIn() throws IOException {
        String written = JobJson.MAPPER.writer(PRINTER).writeValueAsString(document) + "\n";
        if (Boolean.getBoolean("openapi.write")) {
            Files.writeString(CHECKED_IN, written);
        }
        assertThat(Files.readString(CHECKED_IN))
                .as("api/openapi.json is not what the code makes: CONTRIBUTING.md says how to write it again")
                .isEqualTo(written);
    }

    /** As the tools of other people read it: nothing is unknown, misplaced, or leads nowhere. */
    @Test
    void isReadByAParserWithoutAComplaint() {
        ParseOptions options = new ParseOptions();
        options.setResolve(true);
        SwaggerParseResult result = new OpenAPIV3Parser().readContents(document.toString(), null, options);
        assertThat(result.getMessages()).isEmpty();
        assertThat(result.getOpenAPI().getOpenapi()).isEqualTo("3.1.0");
        assertThat(result.getOpenAPI().getPaths())
                .hasSize(document.path("paths").size());
    }

    @Test
    void holdsSchemasOfTheDialectThatItNames() {
        JsonSchema dialect = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                .getSchema(SchemaLocation.of(document.path("jsonSchemaDialect").asText()));
        document.at("/components/schemas")
                .properties()
                .forEach(schema -> assertThat(dialect.validate(schema.getValue()))
                        .as(schema.getKey())
                        .isEmpty());
    }

    @Test
    void refersToNothingThatIsNotThere() {
        List<String> missing = document.findValuesAsText("$ref").stream()
                .filter(reference -> document.at(reference.substring(1)).isMissingNode())
                .toList();
        assertThat(missing).isEmpty();
        assertThat(document.findValuesAsText("$ref"))
                .hasSizeGreaterThan(500)
                .allMatch(ref -> ref.startsWith("#/components/"));
    }

    @Test
    void namesTheProblemsThatAreDocumentedWithTheirStatus() throws IOException {
        String documented = Files.readString(Path.of("../docs/errors.md"));
        for (JsonNode response : document.findValues("responses").stream()
                .flatMap(JsonNode::valueStream)
                .toList()) {
            JsonNode properties = response.at("/content/application~1problem+json/schema/allOf/1/properties");
            for (JsonNode code : properties.at("/reason_code/enum")) {
                assertThat(documented)
                        .as("docs/errors.md on %s (%s)", code, properties.at("/status/const"))
                        .containsPattern("`" + code.asText() + "`");
            }
        }
    }

    @Test
    void hasTheInputOfEachJobType() {
        JsonNode types = node.http().get("/api/job-types").json().path("items");
        assertThat(types).isNotEmpty();
        for (JsonNode type : types) {
            String name = "Input." + type.path("label").asText().replace('/', '.');
            JsonNode schema = document.at("/components/schemas").path(name);
            assertThat(schema.path("properties").size())
                    .as(name)
                    .isEqualTo(type.at("/input_schema/properties").size());
            assertThat(schema.path("type")).as(name).isEqualTo(type.at("/input_schema/type"));
        }
    }

    @Test
    void saysOfEachOperationHowItIsCalledAndWhatItAnswers() {
        document.path("paths")
                .properties()
                .forEach(path -> path.getValue().properties().forEach(operation -> {
                    JsonNode described = operation.getValue();
                    assertThat(described.path("summary").asText())
                            .as(path.getKey())
                            .isNotBlank();
                    assertThat(described.path("operationId").asText())
                            .as(path.getKey())
                            .matches("[a-z][A-Za-z]+");
                    assertThat(described.path("responses").has("500"))
                            .as(path.getKey())
                            .isTrue();
                    assertThat(described
                                    .path("responses")
                                    .propertyStream()
                                    .anyMatch(one -> one.getKey().matches("2..|303")))
                            .as(path.getKey())
                            .isTrue();
                }));
    }

    @Test
    void isAnsweredWith304ForWhoHasIt() {
        String tag = node.http().get("/api/openapi.json").header("ETag");
        assertThat(node.http().get("/api/openapi.json", "If-None-Match", tag).status())
                .isEqualTo(304);
    }
}
