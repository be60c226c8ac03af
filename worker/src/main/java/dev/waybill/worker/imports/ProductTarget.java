package dev.waybill.worker.imports;

import dev.waybill.shared.catalog.ProductColumn;
import dev.waybill.shared.catalog.ProductRestore;
import dev.waybill.shared.catalog.Products;
import dev.waybill.shared.imports.ImportField;
import dev.waybill.shared.imports.ImportSettings;
import dev.waybill.shared.imports.ImportTarget;
import dev.waybill.shared.job.Rejected;
import dev.waybill.shared.process.ProcessItem;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Records become products of the catalogue. */
final class ProductTarget implements Target {

    private static final Map<ImportField, Set<ProductColumn>> WRITES = writes();

    private final Products products;

    ProductTarget(Products products) {
        this.products = products;
    }

    @Override
    public ImportTarget name() {
        return ImportTarget.PRODUCTS;
    }

    @Override
    public Plan<?> plan(ImportSettings settings, List<String> names, Run run) {
        Dialect dialect = Dialect.of(settings.dialect(), names);
        Columns columns = columns(names, dialect, settings);
        ProductRules rules = new ProductRules(dialect, DraftRules.of(settings));
        return new Plan<>(
                dialect.name().name().toLowerCase(Locale.ROOT),
                columns,
                rules,
                new ProductWriter(products, known(columns, dialect), rules::namesParentsById, run));
    }

    @Override
    public List<Restored> restore(JdbcClient tx, Run run, long imported, List<ProcessItem> items) {
        List<ProductRestore> changes = items.stream().map(ProductTarget::change).toList();
        return products.restore(tx, run.workspaceId(), imported, changes).stream()
                .map(kind -> Restored.valueOf(kind.name()))
                .toList();
    }

    /** @throws Rejected {@code no_usable_header} when no product could be told from another, or none has a name */
    static Columns columns(List<String> names, Dialect dialect, ImportSettings settings) {
        Columns columns =
                Columns.of(names, dialect, settings.mapping().columns(), List.of(ImportField.SKU, ImportField.HANDLE));
        boolean identity = columns.fields().contains(ImportField.SKU)
                || columns.fields().contains(ImportField.HANDLE)
                || columns.fields().contains(ImportField.SOURCE_ID);
        if (!identity || !columns.fields().contains(ImportField.NAME)) {
            throw new Rejected(
                    "no_usable_header",
                    "The header needs a column for the %s; it has: %s."
                            .formatted(identity ? "name" : "SKU or handle", columns.listed()));
        }
        return columns;
    }

    /** What the source knows of a product. */
    static Set<ProductColumn> known(Columns columns, Dialect dialect) {
        EnumSet<ProductColumn> known = EnumSet.of(ProductColumn.NAME);
        columns.fields().forEach(field -> known.addAll(WRITES.getOrDefault(field, Set.of())));
        if (!columns.others().isEmpty()) {
            known.add(ProductColumn.ATTRIBUTES);
        }
        known.addAll(dialect.alsoKnown(columns));
        return known;
    }

    private static ProductRestore change(ProcessItem item) {
        return new ProductRestore(
                Objects.requireNonNull(item.productId()),
                item.beforeState(),
                Objects.requireNonNull(item.afterState()));
    }

    private static Map<ImportField, Set<ProductColumn>> writes() {
        Map<ImportField, Set<ProductColumn>> writes = new EnumMap<>(ImportField.class);
        Set<ProductColumn> sale = Set.of(ProductColumn.PRICE, ProductColumn.COMPARE_AT_PRICE, ProductColumn.CURRENCY);
        writes.put(ImportField.SKU, Set.of(ProductColumn.SKU));
        writes.put(ImportField.HANDLE, Set.of(ProductColumn.HANDLE));
        writes.put(ImportField.DESCRIPTION, Set.of(ProductColumn.DESCRIPTION));
        writes.put(ImportField.PRICE, Set.of(ProductColumn.PRICE, ProductColumn.CURRENCY));
        writes.put(ImportField.SALE_PRICE, sale);
        writes.put(ImportField.COMPARE_AT_PRICE, Set.of(ProductColumn.COMPARE_AT_PRICE, ProductColumn.CURRENCY));
        writes.put(ImportField.CURRENCY, Set.of(ProductColumn.CURRENCY));
        writes.put(ImportField.STOCK, Set.of(ProductColumn.STOCK));
        writes.put(ImportField.VENDOR, Set.of(ProductColumn.VENDOR));
        writes.put(ImportField.CATEGORIES, Set.of(ProductColumn.CATEGORIES));
        writes.put(ImportField.TAGS, Set.of(ProductColumn.TAGS));
        writes.put(ImportField.IMAGE_URLS, Set.of(ProductColumn.IMAGE_URLS));
        writes.put(ImportField.PARENT_SKU, Set.of(ProductColumn.PARENT_SKU, ProductColumn.PARENT_SOURCE_ID));
        writes.put(ImportField.SOURCE_ID, Set.of(ProductColumn.SOURCE_ID));
        writes.put(ImportField.OPTION1_VALUE, Set.of(ProductColumn.OPTIONS));
        writes.put(ImportField.OPTION2_VALUE, Set.of(ProductColumn.OPTIONS));
        writes.put(ImportField.OPTION3_VALUE, Set.of(ProductColumn.OPTIONS));
        return writes;
    }
}
