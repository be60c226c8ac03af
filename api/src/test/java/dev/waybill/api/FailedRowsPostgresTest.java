package dev.waybill.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.api.Http.Answer;
import dev.waybill.shared.imports.SourceRow;
import dev.waybill.shared.job.ItemResult;
import dev.waybill.testkit.PostgresTest;
import dev.waybill.testkit.TestDatabase;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

@PostgresTest
class FailedRowsPostgresTest {

    private static ApiNode node;
    private static Http http;
    private static TestDriver driver;

    @BeforeAll
    static void start(TestDatabase database) {
        node = ApiNode.start(database);
        http = node.http();
        driver = node.driver();
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    @Test
    void givesFailedRowsBackInTheColumnsTheyCameIn() {
        long id = http.submit();
        driver.start(id);
        driver.items(
                id,
                ItemResult.success(0, "a", null, null),
                failed(1, List.of("sku", "price", "name"), List.of("b", "-1", "=HYPERLINK(\"http://x\")")),
                failed(2, List.of("sku", "price", "name"), List.of("c,\"d\"", "5\n6")),
                failed(3, List.of("sku", "color"), List.of("e", "é", "more")));

        Answer answer = http.get("/api/processes/" + id + "/items.csv?status=error");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Content-Type").replace(" ", "")).isEqualToIgnoringCase("text/csv;charset=utf-8");
        assertThat(answer.header("Content-Disposition"))
                .isEqualTo("attachment; filename=\"process-" + id + "-errors.csv\"");
        assertThat(answer.text())
                .isEqualTo("sku,price,name,color,column_3,error_code,error\r\n"
                        + "b,-1,\"'=HYPERLINK(\"\"http://x\"\")\",,,broken,It broke\r\n"
                        + "\"c,\"\"d\"\"\",\"5\n6\",,,,broken,It broke\r\n"
                        + "e,,,é,more,broken,It broke\r\n");
    }

    @Test
    void streamsMoreRowsThanItReadsAtOnce() {
        long id = http.submit();
        driver.start(id);
        driver.items(
                id,
                IntStream.range(0, 1_234)
                        .mapToObj(i -> failed(i, List.of("n"), List.of(Integer.toString(i))))
                        .toArray(ItemResult[]::new));

        List<String> lines =
                http.get("/api/processes/" + id + "/items.csv").text().lines().toList();

        assertThat(lines).hasSize(1_235);
        assertThat(lines.getLast()).isEqualTo("1233,broken,It broke");
    }

    @Test
    void hasAHeaderOnlyWhenNothingFailed() {
        assertThat(http.get("/api/processes/" + http.submit() + "/items.csv").text())
                .isEqualTo("error_code,error\r\n");
    }

    @Test
    void refusesAnotherStatus() {
        Answer answer = http.get("/api/processes/" + http.submit() + "/items.csv?status=success");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.pointer()).isEqualTo("status");
    }

    private static ItemResult failed(int index, List<String> columns, List<String> values) {
        return ItemResult.error(index, null, "broken", "It broke", new SourceRow(index + 2L, columns, values));
    }
}
