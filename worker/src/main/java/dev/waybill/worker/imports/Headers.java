package dev.waybill.worker.imports;

import dev.waybill.shared.imports.ImportField;
import java.util.List;
import java.util.Map;

/** What the columns of a kind of source are called. */
interface Headers {

    /** The headers of a field, in normal form, the best first. */
    Map<ImportField, List<String>> headers();

    /** Whether a column that no field takes is used in another way, so that it is no attribute. */
    boolean consumes(String header);

    /** What a column that means nothing in particular is called when it is kept; its own name unless there is a better. */
    default String attributeName(String column) {
        return column;
    }
}
