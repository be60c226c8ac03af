package dev.waybill.worker.imports;

import dev.waybill.shared.imports.ImportField;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/** The up to three options of a variant, as Shopify and plain files write them. */
final class Options {

    private static final ImportField[] NAMES = {
        ImportField.OPTION1_NAME, ImportField.OPTION2_NAME, ImportField.OPTION3_NAME
    };
    private static final ImportField[] VALUES = {
        ImportField.OPTION1_VALUE, ImportField.OPTION2_VALUE, ImportField.OPTION3_VALUE
    };
    /** What Shopify writes for a product that has no variants. */
    private static final String NO_OPTION = "Default Title";

    private Options() {}

    /** Name to value, in order; an option without a name is called by its number. */
    static Map<String, String> of(Row row) {
        Map<String, String> options = new LinkedHashMap<>();
        for (int index = 0; index < VALUES.length; index++) {
            String value = row.text(VALUES[index]);
            if (value != null && !value.equals(NO_OPTION)) {
                options.put(Objects.requireNonNullElse(row.text(NAMES[index]), "Option " + (index + 1)), value);
            }
        }
        return options;
    }
}
