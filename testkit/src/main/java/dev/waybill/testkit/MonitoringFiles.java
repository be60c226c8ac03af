package dev.waybill.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.yaml.snakeyaml.Yaml;

/** The dashboards and rules in {@code dashboard-config}, as the tests of a module read them from its directory. */
public final class MonitoringFiles {

    private static final Path ROOT = Path.of("..", "dashboard-config");
    private static final ObjectMapper JSON = new ObjectMapper();

    private static final Pattern NO_NAMES = Pattern.compile(
            "\"[^\"]*\"|\\{[^}]*}|\\[[^]]*]|\\b(by|on|without|ignoring|group_left|group_right)\\s*\\([^)]*\\)");
    private static final Pattern NAME = Pattern.compile("[a-zA-Z_:][a-zA-Z0-9_:]*(?!\\s*\\(|[a-zA-Z0-9_:])");
    private static final Set<String> WORDS = Set.of("and", "or", "unless", "bool", "offset", "le", "s", "m", "h");

    private MonitoringFiles() {}

    /**
     * An alert.
     *
     * @param runbook where it says what to do
     */
    public record Alert(String name, String expression, String severity, String summary, String runbook) {}

    public static Path rules() {
        return ROOT.resolve("prometheus/alerts.yml");
    }

    public static Path scrape() {
        return ROOT.resolve("prometheus/prometheus.yml");
    }

    public static List<Alert> alerts() {
        List<Alert> alerts = new ArrayList<>();
        for (JsonNode group : yaml(rules()).path("groups")) {
            for (JsonNode rule : group.path("rules")) {
                JsonNode told = rule.path("annotations");
                alerts.add(new Alert(
                        rule.path("alert").asText(),
                        rule.path("expr").asText(),
                        rule.path("labels").path("severity").asText(),
                        told.path("summary").asText(),
                        told.path("runbook").asText()));
            }
        }
        return alerts;
    }

    public static List<JsonNode> dashboards() {
        try (Stream<Path> files = Files.list(ROOT.resolve("grafana/dashboards"))) {
            List<JsonNode> dashboards = new ArrayList<>();
            for (Path file : files.sorted().toList()) {
                dashboards.add(JSON.readTree(file.toFile()));
            }
            return dashboards;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What a dashboard asks Prometheus, its variables included. */
    public static List<String> expressions(JsonNode dashboard) {
        List<String> expressions = new ArrayList<>();
        dashboard
                .path("panels")
                .forEach(panel -> panel.path("targets")
                        .forEach(target -> expressions.add(target.path("expr").asText())));
        dashboard
                .path("templating")
                .path("list")
                .forEach(variable -> expressions.add(variable.path("query")
                        .path("query")
                        .asText()
                        .replaceAll("label_values\\(([^,]+),.*\\)", "$1")));
        return expressions;
    }

    /** Every metric that a rule or a dashboard names; without {@code up}, which is Prometheus' own. */
    public static Set<String> metrics() {
        Set<String> names = new TreeSet<>();
        alerts().forEach(alert -> names.addAll(metrics(alert.expression())));
        dashboards()
                .forEach(dashboard -> expressions(dashboard).forEach(expression -> names.addAll(metrics(expression))));
        names.remove("up");
        return names;
    }

    /** The metrics that an expression names. */
    public static Set<String> metrics(String expression) {
        Set<String> names = new TreeSet<>();
        Matcher matcher = NAME.matcher(NO_NAMES.matcher(expression).replaceAll(" "));
        while (matcher.find()) {
            names.add(matcher.group());
        }
        names.removeAll(WORDS);
        return names;
    }

    /** The names of the samples that a node exports. */
    public static Set<String> exported(String scraped) {
        Set<String> names = new TreeSet<>();
        scraped.lines()
                .filter(line -> !line.startsWith("#") && !line.isBlank())
                .forEach(line -> names.add(line.replaceFirst("[{ ].*", "")));
        return names;
    }

    /** A YAML file as a tree. */
    public static JsonNode yaml(Path file) {
        try {
            Map<String, Object> tree = new Yaml().load(Files.readString(file));
            return JSON.valueToTree(tree);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
