package dev.waybill.worker.imports;

import dev.waybill.shared.catalog.ProductDraft;
import dev.waybill.shared.imports.ImportField;
import dev.waybill.worker.source.Fault;
import org.jspecify.annotations.Nullable;

/** A row after all checks that need no database. */
sealed interface Checked {

    /** The row as it stands in the file. */
    Row row();

    /** Can be written. */
    record Good(Row row, ProductDraft draft) implements Checked {}

    /** Cannot. */
    record Bad(Row row, Fault fault) implements Checked {}

    /** Is no product of its own. */
    record Aside(Row row, String code, String message) implements Checked {}

    /** What people call the row; null when it has no name of its own. */
    default @Nullable String key() {
        if (this instanceof Good good) {
            return good.draft().identity().label();
        }
        String sku = row().text(ImportField.SKU);
        String name = sku != null ? sku : row().text(ImportField.HANDLE);
        // a row that is broken may hold what the database cannot
        return name == null || name.length() > 255 ? null : name.replace('\0', '\uFFFD');
    }
}
