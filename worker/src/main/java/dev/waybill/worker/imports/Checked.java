package dev.waybill.worker.imports;

import dev.waybill.shared.imports.ImportField;
import dev.waybill.worker.source.Fault;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A row after all checks that need no database.
 *
 * @param <D> a record, ready to be written
 */
sealed interface Checked<D> {

    /** The row as it stands in the source. */
    Row row();

    /** What people call the row; null when it has no name of its own. */
    @Nullable
    String key();

    /**
     * Can be written.
     *
     * @param key what people call the record
     * @param warnings what is doubtful about it, as sentences
     */
    record Good<D>(Row row, D draft, String key, List<String> warnings) implements Checked<D> {
        public Good {
            warnings = List.copyOf(warnings);
        }
    }

    /** Cannot. */
    record Bad<D>(Row row, Fault fault) implements Checked<D> {
        @Override
        public @Nullable String key() {
            return nameOf(row);
        }
    }

    /** Is no record of its own. */
    record Aside<D>(Row row, String code, String message) implements Checked<D> {
        @Override
        public @Nullable String key() {
            return nameOf(row);
        }
    }

    private static @Nullable String nameOf(Row row) {
        for (ImportField field : row.columns().naming()) {
            String name = row.text(field);
            if (name != null) {
                // a row that is broken may hold what the database cannot
                return name.length() > 255 ? null : name.replace('\0', '\uFFFD');
            }
        }
        return null;
    }
}
