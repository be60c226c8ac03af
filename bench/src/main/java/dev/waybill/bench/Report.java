package dev.waybill.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a measurement has shown, for people and for programs. */
final class Report {

    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
    private static final double HUNDRED = 100;

    private final String bench;
    private final String workload;
    private final Map<String, Row> rows = new LinkedHashMap<>();
    private final Map<String, Double> ratios = new LinkedHashMap<>();

    /** Figures of one contender, by what they are of. */
    static final class Row {
        private final Map<String, Spread> figures = new LinkedHashMap<>();

        Row put(String figure, Spread spread) {
            figures.put(figure, spread);
            return this;
        }
    }

    Report(String bench, String workload) {
        this.bench = bench;
        this.workload = workload;
    }

    Row row(String contender) {
        return rows.computeIfAbsent(contender, unused -> new Row());
    }

    /** How many times as much ours is, by the medians; nothing where one of them was not measured. */
    void ratio(String name, String figure, String ours, String theirs) {
        Spread mine = spread(ours, figure);
        Spread other = spread(theirs, figure);
        if (mine != null && other != null && !ours.equals(theirs)) {
            ratios.put(name, Math.round(mine.median() / other.median() * HUNDRED) / HUNDRED);
        }
    }

    private @Nullable Spread spread(String contender, String figure) {
        Row row = rows.get(contender);
        return row == null ? null : row.figures.get(figure);
    }

    /** Writes {@code <bench>.json} and {@code <bench>.md}; answers the latter. */
    String write(Path directory) throws IOException {
        Files.createDirectories(directory);
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("bench", bench);
        json.put("workload", workload);
        json.put("machine", machine());
        Map<String, Object> figures = new LinkedHashMap<>();
        rows.forEach((contender, row) -> figures.put(contender, row.figures));
        json.put("figures", figures);
        json.put("ratios", ratios);
        JSON.writeValue(directory.resolve(bench + ".json").toFile(), json);
        String markdown = markdown();
        Files.writeString(directory.resolve(bench + ".md"), markdown);
        return markdown;
    }

    private String markdown() {
        StringBuilder text = new StringBuilder("# " + bench + "\n\n" + workload + "; " + machine() + ".\n");
        text.append("Medians, with the least and the most in parentheses.\n\n");
        rows.values().stream().findFirst().ifPresent(row -> {
            text.append("| | ").append(String.join(" | ", row.figures.keySet())).append(" |\n");
            text.append("|---|").append("---|".repeat(row.figures.size())).append("\n");
        });
        rows.forEach((contender, row) -> {
            text.append("| ").append(contender);
            row.figures.values().forEach(spread -> text.append(" | ").append(cell(spread)));
            text.append(" |\n");
        });
        if (!ratios.isEmpty()) {
            text.append("\nWaybill is so many times as fast as:\n\n");
        }
        ratios.forEach((name, ratio) ->
                text.append("- ").append(name).append(": ").append(ratio).append("\n"));
        return text.toString();
    }

    private static String cell(Spread spread) {
        String form = spread.median() < HUNDRED ? "%,.2f (%,.2f–%,.2f)" : "%,.0f (%,.0f–%,.0f)";
        return form.formatted(spread.median(), spread.least(), spread.most());
    }

    private static String machine() {
        return String.format(
                Locale.ROOT,
                "%d cores, %s, Java %s, PostgreSQL 17 with fsync",
                Runtime.getRuntime().availableProcessors(),
                System.getProperty("os.name"),
                Runtime.version().feature());
    }
}
