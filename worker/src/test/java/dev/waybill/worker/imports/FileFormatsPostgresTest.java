package dev.waybill.worker.imports;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.shared.imports.ExcelInput;
import dev.waybill.shared.imports.ImportTypes;
import dev.waybill.shared.imports.SourceRow;
import dev.waybill.shared.imports.XmlInput;
import dev.waybill.shared.job.JobJson;
import dev.waybill.shared.process.Outcome;
import dev.waybill.shared.process.Process;
import dev.waybill.shared.process.ProcessItem;
import dev.waybill.shared.queue.Caller;
import dev.waybill.shared.queue.ProcessQueue;
import dev.waybill.shared.tenancy.Scope;
import dev.waybill.testkit.PostgresTest;
import dev.waybill.testkit.TestDatabase;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Formats other than CSV, from the stored file to the catalogue. */
@PostgresTest
class FileFormatsPostgresTest {

    private static ImportNode node;

    private final JdbcClient behind;

    FileFormatsPostgresTest(TestDatabase database) {
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
        behind.sql("TRUNCATE products").update();
    }

    @Test
    void importsASheetByItsName() throws IOException {
        byte[] book = book(Map.of(
                "Notes",
                List.of(List.of("nothing")),
                "Products",
                List.of(List.of("sku", "name", "price"), List.of("A", "Chair", 12.5), List.of("B", "Table", -1))));

        Process process = node.run(
                ImportTypes.EXCEL,
                Inputs.of(ExcelInput.class, Map.of("file_id", node.store("x.xlsx", book), "sheet", "Products")));

        assertThat(process.outcome()).as("%s", process.errorMessage()).isEqualTo(Outcome.PARTIALLY_SUCCEEDED);
        assertThat(Objects.requireNonNull(process.summary()).path("part").asText())
                .isEqualTo("Products");
        assertThat(products()).containsExactly("A Chair 12.50");
        assertThat(source(node.items(process).getLast()))
                .isEqualTo(new SourceRow(3, List.of("sku", "name", "price"), List.of("B", "Table", "-1")));
        Process again = node.await(node.bean(ProcessQueue.class)
                .retryFailedItems(Caller.of(Scope.SEEDED), process.id())
                .id());
        assertThat(again.kind().label()).isEqualTo("import/excel");
        assertThat(node.items(again)).extracting(ProcessItem::errorCode).containsExactly("price_negative");
    }

    @Test
    void refusesWhatIsNoWorkbook() {
        assertThat(node.run(ImportTypes.EXCEL, ExcelInput.of(node.store("x.xlsx", "sku,name\nA,Chair\n")))
                        .reasonCode())
                .isEqualTo("not_an_excel");
        assertThat(node.run(ImportTypes.XML, XmlInput.of(node.store("x.xml", "sku,name\nA,Chair\n")))
                        .reasonCode())
                .isEqualTo("not_an_xml");
    }

    @Test
    void keepsTheFailedRecordsOfXmlUnderTheirPaths() {
        String xml = "<l><p id='A'><name>Chair</name><tag>x</tag><tag>y</tag></p><p id='B'><tag>z</tag></p></l>";
        Process process = node.run(
                ImportTypes.XML,
                Inputs.of(
                        XmlInput.class,
                        Map.of("file_id", node.store("x.xml", xml), "mapping", Map.of("sku", "@id", "tags", "tag"))));

        assertThat(process.outcome()).as("%s", process.errorMessage()).isEqualTo(Outcome.PARTIALLY_SUCCEEDED);
        assertThat(Objects.requireNonNull(process.summary()).path("part").asText())
                .isEqualTo("/l/p");
        SourceRow failed = source(node.items(process).getLast());
        assertThat(failed.columns()).containsExactlyInAnyOrder("@id", "name", "tag");
        assertThat(failed.values()).contains("B", "z");
        assertThat(behind.sql("SELECT tags::text FROM products")
                        .query(String.class)
                        .single())
                .isEqualTo("{x,y}");
    }

    private static SourceRow source(ProcessItem item) {
        return JobJson.MAPPER.convertValue(item.afterState(), SourceRow.class);
    }

    private static byte[] book(Map<String, List<List<Object>>> sheets) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (Workbook book = new Workbook(bytes, "Test", "1.0")) {
            sheets.forEach((name, rows) -> fill(book.newWorksheet(name), rows));
        }
        return bytes.toByteArray();
    }

    private static void fill(Worksheet sheet, List<List<Object>> rows) {
        for (int row = 0; row < rows.size(); row++) {
            for (int column = 0; column < rows.get(row).size(); column++) {
                Object value = rows.get(row).get(column);
                if (value instanceof Number number) {
                    sheet.value(row, column, number);
                } else {
                    sheet.value(row, column, value.toString());
                }
            }
        }
    }

    private List<String> products() {
        return behind.sql("SELECT sku || ' ' || name || ' ' || price FROM products ORDER BY sku")
                .query(String.class)
                .list();
    }
}
