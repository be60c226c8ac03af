package dev.waybill.dashboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import com.fasterxml.jackson.databind.JsonNode;
import dev.waybill.testkit.MonitoringFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rules and dashboards by themselves; that their metrics exist is tested where a node exports them. */
class MonitoringFilesTest {

    private static final Path RUNBOOK = Path.of("..", "docs", "runbook.md");

    @TempDir
    private Path directory;

    @Test
    void tellsForEachAlertWhatToDo() throws Exception {
        List<String> headings = Files.readAllLines(RUNBOOK).stream()
                .filter(line -> line.startsWith("## "))
                .map(line -> line.substring(3).strip())
                .toList();

        assertThat(MonitoringFiles.alerts()).hasSizeGreaterThan(10).allSatisfy(alert -> {
            assertThat(headings).contains(alert.name());
            assertThat(alert.runbook())
                    .isEqualTo("docs/runbook.md#" + alert.name().toLowerCase(Locale.ROOT));
            assertThat(alert.severity()).isIn("critical", "warning");
            assertThat(alert.summary()).isNotBlank();
        });
    }

    @Test
    void describesNoAlertThatIsGone() throws Exception {
        List<String> alerts = MonitoringFiles.alerts().stream()
                .map(MonitoringFiles.Alert::name)
                .toList();

        assertThat(Files.readAllLines(RUNBOOK).stream()
                        .filter(line -> line.startsWith("## Waybill"))
                        .map(line -> line.substring(3).strip()))
                .containsExactlyInAnyOrderElementsOf(alerts);
    }

    @Test
    void showsSomethingInEachPanel() {
        assertThat(MonitoringFiles.dashboards())
                .extracting(dashboard -> dashboard.path("uid").asText())
                .containsExactlyInAnyOrder("waybill-overview", "waybill-job-type", "waybill-worker");
        assertThat(MonitoringFiles.dashboards()).allSatisfy(dashboard -> {
            assertThat(dashboard.path("panels")).isNotEmpty();
            for (JsonNode panel : dashboard.path("panels")) {
                assertThat(panel.path("title").asText()).isNotBlank();
                assertThat(panel.path("targets")).isNotEmpty();
                assertThat(panel.path("datasource").path("uid").asText()).isEqualTo(datasource());
            }
        });
    }

    @Test
    void readsTheNamesOfMetricsOutOfAnExpression() {
        assertThat(MonitoringFiles.metrics("""
                        histogram_quantile(0.5, sum by (le) (rate(a_seconds_bucket{type="b"}[5m])))
                        / on (queue) max(c_total) > 1 and d
                        """)).containsExactly("a_seconds_bucket", "c_total", "d");
    }

    @Test
    void writesRulesThatPrometheusReads() throws Exception {
        promtool("check", "rules", MonitoringFiles.rules().toString());
        promtool("check", "config", MonitoringFiles.scrape().toString());
    }

    @Test
    void asksPrometheusWhatItUnderstands() throws Exception {
        List<String> lines = new ArrayList<>(List.of("groups:", "  - name: dashboards", "    rules:"));
        for (JsonNode dashboard : MonitoringFiles.dashboards()) {
            for (String expression : MonitoringFiles.expressions(dashboard)) {
                lines.add("      - record: r%d".formatted(lines.size()));
                lines.add("        expr: '" + expression.replace("$__rate_interval", "1m") + "'");
            }
        }
        Path rules = Files.write(directory.resolve("rules.yml"), lines);

        promtool("check", "rules", rules.toString());
    }

    @Test
    void firesWhenItShouldAndOnlyThen() throws Exception {
        Path tests = Files.writeString(
                directory.resolve("tests.yml"),
                Files.readString(Path.of("src/test/resources/alerts-test.yml"))
                        .replace(
                                "RULES",
                                MonitoringFiles.rules()
                                        .toAbsolutePath()
                                        .normalize()
                                        .toString()));

        promtool("test", "rules", tests.toString());
    }

    @Test
    void findsAFaultInARule() throws Exception {
        Path rules = Files.writeString(
                directory.resolve("rules.yml"),
                Files.readString(MonitoringFiles.rules()).replace("sum by (queue) (", "sum by (queue) (("));

        assertThat(run(List.of(executable(), "check", "rules", rules.toString())))
                .isNotZero();
    }

    private static String datasource() {
        return MonitoringFiles.yaml(Path.of("grafana/provisioning/datasources/prometheus.yml"))
                .path("datasources")
                .path(0)
                .path("uid")
                .asText();
    }

    private void promtool(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(executable()));
        command.addAll(List.of(arguments));
        assertThat(run(command)).as(() -> output()).isZero();
    }

    private int run(List<String> command) throws IOException, InterruptedException {
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("output").toFile())
                .start()
                .waitFor();
    }

    private String output() {
        try {
            return Files.readString(directory.resolve("output"));
        } catch (IOException e) {
            return e.toString();
        }
    }

    /** {@code -Dpromtool=/path}, or the one of Debian's package prometheus. */
    private static String executable() {
        String given = System.getProperty("promtool");
        return Stream.concat(
                        Stream.ofNullable(given),
                        Stream.of(System.getenv("PATH").split(":")).map(path -> path + "/promtool"))
                .filter(path -> Files.isExecutable(Path.of(path)))
                .findFirst()
                .orElseGet(() -> abort("Skipped: there is no promtool; `apt-get install prometheus` brings it"));
    }
}
