package dev.waybill.worker.imports;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.waybill.shared.job.JobJson;
import dev.waybill.shared.process.Outcome;
import dev.waybill.shared.process.Process;
import dev.waybill.shared.process.ProcessItem;
import dev.waybill.testkit.PostgresTest;
import dev.waybill.testkit.TestDatabase;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

@PostgresTest
class LocationImportPostgresTest {

    private static ImportNode node;

    private final JdbcClient behind;

    LocationImportPostgresTest(TestDatabase database) {
        this.behind = database.superuser();
    }

    @BeforeAll
    static void start(TestDatabase database) {
        node = new ImportNode(database);
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    @BeforeEach
    void empty() {
        behind.sql("TRUNCATE locations, products").update();
    }

    @Test
    void importsLocationsByTheUsualNames() {
        Process process = run("""
                Store name,Street,Town,Postcode,Country,Telephone,Web site,Latitude,Longitude,Tags,Mon,Tuesday hours,Floors
                Bath,1 High St,Bath,BA1 1AA,United Kingdom,01225 477000,bath.example,51.38,-2.36,"a,b",9-17,closed,2
                Nowhere,,,,,,,,,,,,
                Odd,2 High St,Bath,,GB,call us,,95,0,,,,
                """, Map.of());

        assertThat(process.outcome()).as("%s", process.errorMessage()).isEqualTo(Outcome.PARTIALLY_SUCCEEDED);
        assertThat(node.items(process))
                .extracting(ProcessItem::errorCode)
                .containsExactly(null, "address_missing", "lat_out_of_range");
        JsonNode bath = Objects.requireNonNull(JobJson.read(behind.sql("SELECT to_jsonb(l)::text FROM locations l")
                .query(String.class)
                .single()));
        assertThat(bath.path("country").asText()).isEqualTo("GB");
        assertThat(bath.path("phone").asText()).isEqualTo("+441225477000");
        assertThat(bath.path("website").asText()).startsWith("https://bath.example");
        assertThat(bath.path("zip").asText()).isEqualTo("BA1 1AA");
        assertThat(bath.path("lat").decimalValue()).isEqualByComparingTo("51.38");
        assertThat(bath.path("tags").toString()).isEqualTo("[\"a\",\"b\"]");
        assertThat(bath.path("custom_fields").toString()).isEqualTo("{\"Floors\":\"2\"}");
        assertThat(bath.path("hours").path("tuesday").isEmpty()).isTrue();
        assertThat(bath.path("hours").path("monday").path(0).path("open").asText())
                .isEqualTo("09:00");
        assertThat(bath.path("source_process_id").asLong())
                .isEqualTo(process.id().value());
        ProcessItem item = node.items(process).getFirst();
        assertThat(item.itemKey()).isEqualTo("Bath");
        assertThat(item.productId()).isNull();
        assertThat(Objects.requireNonNull(item.afterState()).path("location_id").asLong())
                .isEqualTo(bath.path("id").asLong());
    }

    @Test
    void updatesWhatItKnowsAndWritesNothingThatIsUnchanged() {
        run("id,name,address,phone\n7,Main,1 High St,+441225477000\n", Map.of());
        Process same = run("id,name,address\n7,Main,1 High St\n", Map.of());
        Process moved = run("id,name,address\n7,Main,9 High St\n", Map.of());

        assertThat(node.items(same)).extracting(ProcessItem::errorCode).containsExactly("unchanged");
        assertThat(node.items(moved)).extracting(ProcessItem::message).containsExactly("Updated.");
        assertThat(behind.sql("SELECT address || ' ' || phone FROM locations")
                        .query(String.class)
                        .single())
                .isEqualTo("9 High St +441225477000");
    }

    @Test
    void takesColumnsFromTheMapping() {
        Process process = run(
                "Filiale;Anschrift;Rufnummer\nNord;Hauptstr. 1;030 901820\n",
                Map.of("mapping", Map.of("name", "Filiale", "address", "Anschrift", "phone", "Rufnummer")));

        assertThat(process.outcome()).isEqualTo(Outcome.SUCCEEDED);
        assertThat(node.items(process).getFirst().message()).startsWith("Inserted. Warnings: ");
    }

    @Test
    void refusesTheSamePlaceTwiceAndHeadersWithoutOne() {
        Process twice = run("name,address\nMain,1 High St\nMAIN,1 high st.\n", Map.of());

        assertThat(node.items(twice)).extracting(ProcessItem::errorCode).containsExactly(null, "duplicate_identity");
        assertThat(node.items(twice).getLast().message()).contains("Row 2 is the same location");
        assertThat(run("name,city\nA,B\n", Map.of()).reasonCode()).isEqualTo("no_usable_header");
        assertThat(run("address,city\nA,B\n", Map.of()).reasonCode()).isEqualTo("no_usable_header");
        assertThat(behind.sql("SELECT count(*) FROM products").query(Long.class).single())
                .isZero();
    }

    private static Process run(String text, Map<String, ?> members) {
        Map<String, Object> all = new HashMap<>(members);
        all.put("target", "locations");
        return node.run(Inputs.csv(node.store("places.csv", text), all));
    }
}
