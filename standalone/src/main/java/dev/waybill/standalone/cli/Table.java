package dev.waybill.standalone.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Rows in columns. The last column gives way when the terminal is too narrow, then others from the right, each down to a
 * few characters. A page is measured and printed at a time, so that a long list begins at once.
 */
final class Table {

    private static final int ROWS_AT_ONCE = 50;
    private static final int NARROWEST = 6;
    private static final String GAP = "  ";

    private final int screen;
    private final Consumer<String> lines;
    private final List<String> head;
    private final List<List<String>> rows = new ArrayList<>();
    private boolean started;
    private int[] widths;

    /** @param screen width of the terminal; 0 when there is none */
    Table(int screen, Consumer<String> lines, String... head) {
        this.screen = screen;
        this.lines = lines;
        this.head = List.of(head);
        this.widths = this.head.stream().mapToInt(Cells::width).toArray();
    }

    void row(String... cells) {
        rows.add(List.of(cells).stream().map(Plain::line).toList());
        if (rows.size() == ROWS_AT_ONCE) {
            flush();
        }
    }

    /** Prints what is left. */
    void flush() {
        if (rows.isEmpty()) {
            return;
        }
        for (List<String> row : rows) {
            for (int column = 0; column < widths.length; column++) {
                widths[column] = Math.max(widths[column], Cells.width(row.get(column)));
            }
        }
        int[] fitting = fitting();
        if (!started) {
            print(head, fitting);
            started = true;
        }
        rows.forEach(row -> print(row, fitting));
        rows.clear();
    }

    private int[] fitting() {
        int[] fitting = widths.clone();
        int excess = total(fitting) - screen;
        for (int column = fitting.length - 1; screen > 0 && column >= 0 && excess > 0; column--) {
            int given = Math.clamp(fitting[column] - NARROWEST, 0, excess);
            fitting[column] -= given;
            excess -= given;
        }
        return fitting;
    }

    private static int total(int[] widths) {
        int total = GAP.length() * (widths.length - 1);
        for (int width : widths) {
            total += width;
        }
        return total;
    }

    private void print(List<String> cells, int[] fitting) {
        StringBuilder line = new StringBuilder();
        for (int column = 0; column < fitting.length; column++) {
            line.append(column == 0 ? "" : GAP).append(Cells.fit(cells.get(column), fitting[column]));
        }
        lines.accept(line.toString().stripTrailing());
    }
}
