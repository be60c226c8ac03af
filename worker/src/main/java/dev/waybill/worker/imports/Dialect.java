package dev.waybill.worker.imports;

import dev.waybill.shared.catalog.ProductColumn;
import dev.waybill.shared.imports.ImportDialect;
import dev.waybill.shared.imports.ImportField;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What the columns of a kind of file mean. An instance serves one reading, in the order of the rows. */
sealed interface Dialect permits WooCommerce, Shopify, Plain {

    ImportDialect name();

    /** The headers of a field, in normal form, the best first. */
    Map<ImportField, List<String>> headers();

    /** Whether a column that no field takes is used in another way, so that it is no attribute. */
    boolean consumes(String header);

    /** What rows of this dialect say of a product besides the fields of its columns. */
    Set<ProductColumn> alsoKnown();

    /** Whether two rows that follow each other can only be understood together. */
    boolean together(Row row, Row next);

    /**
     * What the rows say, in their order; for a row that is no product of its own see {@link Meaning.Merged}.
     *
     * @param group rows that belong together, none with a fault
     */
    List<Meaning> read(List<Row> group);

    /** The dialect that was asked for, or the one whose headers these are. */
    static Dialect of(ImportDialect wanted, List<String> names) {
        Set<String> headers = Set.copyOf(names.stream().map(Columns::normal).toList());
        return switch (wanted) {
            case AUTO -> detect(headers);
            case WOOCOMMERCE -> new WooCommerce();
            case SHOPIFY -> new Shopify();
            case PLAIN -> new Plain();
        };
    }

    private static Dialect detect(Set<String> headers) {
        if (Shopify.wrote(headers)) {
            return new Shopify();
        }
        return WooCommerce.wrote(headers) ? new WooCommerce() : new Plain();
    }
}
