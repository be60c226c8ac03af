package dev.waybill.worker.imports;

import dev.waybill.shared.catalog.ProductColumn;
import dev.waybill.shared.imports.ImportDialect;
import java.util.List;
import java.util.Set;

/** What the columns of a kind of product file mean. An instance serves one reading, in the order of the rows. */
sealed interface Dialect extends Headers permits WooCommerce, Shopify, Google, WordPress, Plain {

    ImportDialect name();

    /** What rows of this dialect say of a product besides the fields of its columns. */
    Set<ProductColumn> alsoKnown(Columns columns);

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
            case GOOGLE -> new Google();
            case WORDPRESS -> new WordPress();
            case PLAIN -> new Plain();
        };
    }

    private static Dialect detect(Set<String> headers) {
        if (Shopify.wrote(headers)) {
            return new Shopify();
        }
        if (WooCommerce.wrote(headers)) {
            return new WooCommerce();
        }
        if (WordPress.wrote(headers)) {
            return new WordPress();
        }
        return Google.wrote(headers) ? new Google() : new Plain();
    }
}
