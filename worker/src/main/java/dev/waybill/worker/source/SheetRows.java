package dev.waybill.worker.source;

import dev.waybill.shared.job.Rejected;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The rows of a sheet, as far as they stand in it: a blank row may be left out (ECMA-376 part 1, 18.3.1). */
final class SheetRows implements Rows {

    private static final int MOST_COLUMNS = 16_384;
    private static final int STOP_EVERY = 1_000;

    private final XmlWalk walk;
    private final CellValues values;
    private final ReadLimits limits;
    private final Runnable stop;
    private final List<String> fields = new ArrayList<>();
    private long chars;
    private long row;
    private long rows;
    private int column;
    private @Nullable Fault fault;

    /** @param stop asked now and then, throws to end the reading */
    SheetRows(XmlWalk walk, CellValues values, ReadLimits limits, Runnable stop) {
        this.walk = walk;
        this.values = values;
        this.limits = limits;
        this.stop = stop;
    }

    @Override
    public @Nullable RawRecord next() throws IOException {
        for (XmlWalk.Event event = walk.next(); event != XmlWalk.Event.DONE; event = walk.next()) {
            if (!values.takes(event, walk)) {
                continue;
            }
            String tag = walk.localName();
            if (event == XmlWalk.Event.START) {
                start(tag);
            } else if (tag.equals("c")) {
                endCell();
            } else if (tag.equals("row")) {
                return endRow();
            } else if (tag.equals("sheetData")) {
                return null;
            }
        }
        return null;
    }

    @Override
    public void close() throws IOException {
        walk.close();
    }

    private void start(String tag) {
        if (tag.equals("row")) {
            int stated = CellNumber.whole(walk.attribute("r"), -1);
            row = stated > row ? stated : row + 1;
            column = -1;
            chars = 0;
            fault = null;
            fields.clear();
        } else if (tag.equals("c")) {
            int stated = column(walk.attribute("r"));
            column = stated >= 0 ? stated : column + 1;
            values.start(walk);
        }
    }

    private void endCell() {
        String text = values.end(this::cell);
        if (values.fault() != null && fault == null) {
            fault = values.fault();
        }
        if (text.isEmpty() || column < 0) {
            return;
        }
        chars += text.length();
        if (column >= limits.columns()) {
            fault = new Fault("ragged_row", "The row has more than %,d columns.".formatted(limits.columns()));
        } else if (chars > limits.recordChars()) {
            fault = new Fault("field_too_large", "The row is too long.");
        } else {
            put(text);
        }
    }

    private void put(String text) {
        while (fields.size() <= column) {
            fields.add("");
        }
        fields.set(column, text);
    }

    private RawRecord endRow() {
        if (++rows % STOP_EVERY == 0) {
            stop.run();
        }
        boolean blank = fault == null && fields.stream().allMatch(String::isBlank);
        return new RawRecord(row, fields, blank, fault);
    }

    /** What people call the cell, for example {@code AB12}. */
    private String cell() {
        StringBuilder letters = new StringBuilder();
        for (int rest = column + 1; rest > 0; rest = (rest - 1) / 26) {
            letters.insert(0, (char) ('A' + (rest - 1) % 26));
        }
        return letters.append(row).toString();
    }

    /** The column of a cell such as {@code AB12}, from 0; -1 when it is not told. */
    private static int column(@Nullable String cell) {
        int column = 0;
        int letters = 0;
        while (cell != null && letters < cell.length() && isLetter(cell.charAt(letters))) {
            column = column * 26 + Character.toUpperCase(cell.charAt(letters++)) - 'A' + 1;
            if (column > MOST_COLUMNS) {
                throw new Rejected("excel_malformed", "The workbook has a cell beyond the last column, XFD.");
            }
        }
        return column - 1;
    }

    private static boolean isLetter(char character) {
        return (character >= 'A' && character <= 'Z') || (character >= 'a' && character <= 'z');
    }
}
