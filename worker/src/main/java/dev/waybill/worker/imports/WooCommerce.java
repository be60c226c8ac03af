package dev.waybill.worker.imports;

import dev.waybill.shared.catalog.ProductColumn;
import dev.waybill.shared.imports.ImportDialect;
import dev.waybill.shared.imports.ImportField;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The product export of WooCommerce: one row a product or variation, a variation names its parent by SKU or, as
 * {@code id:741}, by its id, and attributes stand in numbered columns.
 */
final class WooCommerce implements Dialect {

    private static final Map<ImportField, List<String>> HEADERS = Map.ofEntries(
            Map.entry(ImportField.SOURCE_ID, List.of("id")),
            Map.entry(ImportField.SKU, List.of("sku")),
            Map.entry(ImportField.NAME, List.of("name")),
            Map.entry(ImportField.DESCRIPTION, List.of("description")),
            Map.entry(ImportField.PRICE, List.of("regular price")),
            Map.entry(ImportField.SALE_PRICE, List.of("sale price")),
            Map.entry(ImportField.STOCK, List.of("stock")),
            Map.entry(ImportField.VENDOR, List.of("brands", "brand")),
            Map.entry(ImportField.CATEGORIES, List.of("categories")),
            Map.entry(ImportField.TAGS, List.of("tags")),
            Map.entry(ImportField.IMAGE_URLS, List.of("images")),
            Map.entry(ImportField.PARENT_SKU, List.of("parent")));

    private static final Pattern NUMBERED = Pattern.compile("attribute \\d+ (name|value\\(s\\)|visible|global)");
    private static final Pattern BY_ID = Pattern.compile("id:\\s*(\\d+)", Pattern.CASE_INSENSITIVE);

    /** Whether these are the headers of its export, in normal form. */
    static boolean wrote(Set<String> headers) {
        return headers.containsAll(Set.of("type", "sku", "name"))
                && Stream.of("regular price", "tax status", "visibility in catalog", "in stock?", "parent")
                                .filter(headers::contains)
                                .count()
                        >= 2;
    }

    @Override
    public ImportDialect name() {
        return ImportDialect.WOOCOMMERCE;
    }

    @Override
    public Map<ImportField, List<String>> headers() {
        return HEADERS;
    }

    @Override
    public boolean consumes(String header) {
        return NUMBERED.matcher(header).matches();
    }

    @Override
    public Set<ProductColumn> alsoKnown(Columns columns) {
        return Set.of(ProductColumn.OPTIONS, ProductColumn.ATTRIBUTES);
    }

    @Override
    public boolean together(Row row, Row next) {
        return false;
    }

    @Override
    public List<Meaning> read(List<Row> group) {
        return group.stream().map(WooCommerce::product).toList();
    }

    private static Meaning product(Row row) {
        Map<String, List<String>> named = attributes(row);
        boolean variation = isVariation(row);
        String parent = row.text(ImportField.PARENT_SKU);
        String parentId = parentId(parent);
        return new Meaning.Product(
                row,
                Lists.commaSeparated(row.text(ImportField.CATEGORIES)),
                Lists.commaSeparated(row.text(ImportField.TAGS)),
                Lists.commaSeparated(row.text(ImportField.IMAGE_URLS)),
                variation ? Map.of() : Map.copyOf(named),
                variation ? firstValues(named) : Map.of(),
                parentId == null ? parent : null,
                parentId);
    }

    private static boolean isVariation(Row row) {
        String type = row.text("type");
        return type != null
                && Lists.commaSeparated(type.toLowerCase(Locale.ROOT)).contains("variation");
    }

    private static @Nullable String parentId(@Nullable String parent) {
        var named = BY_ID.matcher(parent == null ? "" : parent);
        return named.matches() ? named.group(1) : null;
    }

    /** Name to values; an attribute without a value, which stands for any, is left out. */
    private static Map<String, List<String>> attributes(Row row) {
        Map<String, List<String>> attributes = new LinkedHashMap<>();
        for (int number = 1; row.columns().index("attribute " + number + " name") >= 0; number++) {
            String name = row.text("attribute " + number + " name");
            List<String> values = Lists.commaSeparated(row.text("attribute " + number + " value(s)"));
            if (name != null && !values.isEmpty()) {
                attributes.put(name, values);
            }
        }
        return attributes;
    }

    private static Map<String, String> firstValues(Map<String, List<String>> attributes) {
        Map<String, String> options = new LinkedHashMap<>();
        attributes.forEach((name, values) -> options.put(name, values.getFirst()));
        return options;
    }
}
