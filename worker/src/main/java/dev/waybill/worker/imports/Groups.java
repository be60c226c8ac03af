package dev.waybill.worker.imports;

import dev.waybill.worker.source.RecordReader;
import dev.waybill.worker.source.SourceRecord;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/** The rows of a file in the groups that can only be understood together; always the same groups for the same file. */
final class Groups {

    /** A longer group comes in parts. */
    static final int MOST_ROWS = 1_000;

    private static final long MOST_CHARS = 4 << 20;

    private final RecordReader reader;
    private final Columns columns;
    private final BiPredicate<Row, Row> together;
    private @Nullable Row ahead;

    /** @param together whether two rows that follow each other belong to one group */
    Groups(RecordReader reader, Columns columns, BiPredicate<Row, Row> together) {
        this.reader = reader;
        this.columns = columns;
        this.together = together;
    }

    /** The next group, not empty; null after the last. A row with a fault stands alone. */
    @Nullable
    List<Row> next() throws IOException {
        Row row = ahead != null ? ahead : read();
        if (row == null) {
            return null;
        }
        List<Row> group = new ArrayList<>();
        group.add(row);
        long chars = row.record().size();
        for (ahead = read(); ahead != null && belongs(group, chars, ahead); ahead = read()) {
            group.add(ahead);
            chars += ahead.record().size();
        }
        return group;
    }

    private boolean belongs(List<Row> group, long chars, Row next) {
        return group.size() < MOST_ROWS && chars < MOST_CHARS && together(group.getLast(), next);
    }

    private boolean together(Row row, Row next) {
        return row.fault() == null && next.fault() == null && together.test(row, next);
    }

    private @Nullable Row read() throws IOException {
        SourceRecord record = reader.next();
        return record == null ? null : new Row(columns, record);
    }
}
