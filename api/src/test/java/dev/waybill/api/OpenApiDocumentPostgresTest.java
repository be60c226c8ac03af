package dev.waybill.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.databind.JsonNode;
import dev.waybill.shared.job.JobJson;
import dev.waybill.testkit.PostgresTest;
import dev.waybill.testkit.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
}
