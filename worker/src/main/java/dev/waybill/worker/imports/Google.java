package dev.waybill.worker.imports;

import dev.waybill.shared.catalog.ProductColumn;
import dev.waybill.shared.imports.ImportDialect;
import dev.waybill.shared.imports.ImportField;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A product feed for Google Merchant Center: RSS, Atom, or a table. One product an item; what the items of an item group
 * differ in are the options of a variant.
 */
final class Google implements Dialect {

    private static final String PREFIX = "g:";

    private static final Map<ImportField, List<String>> HEADERS = Map.ofEntries(
            Map.entry(ImportField.SKU, both("id")),
            Map.entry(ImportField.NAME, both("title")),
            Map.entry(ImportField.DESCRIPTION, List.of("g:description", "description", "summary", "content")),
            Map.entry(ImportField.PRICE, both("price")),
            Map.entry(ImportField.SALE_PRICE, both("sale price")),
            Map.entry(ImportField.STOCK, both("quantity")),
            Map.entry(ImportField.VENDOR, both("brand")),
            Map.entry(ImportField.CATEGORIES, both("product type")),
            Map.entry(ImportField.IMAGE_URLS, both("image link")),
            Map.entry(ImportField.PARENT_SKU, both("item group id")));

    private static final List<String> OF_A_VARIANT = List.of("color", "size", "material", "pattern");
    private static final String MORE_IMAGES = "additional image link";
    private static final String AVAILABILITY = "availability";

    /** Whether these are the headers of such a feed, in normal form. */
    static boolean wrote(Set<String> headers) {
        boolean named = headers.contains("title") || headers.contains("g:title");
        if (headers.contains("g:id")) {
            return named;
        }
        return headers.containsAll(Set.of("id", "title", "price"))
                && Stream.of(AVAILABILITY, "image link", "gtin", "product type", "google product category", "condition")
                                .filter(headers::contains)
                                .count()
                        >= 2;
    }

    @Override
    public ImportDialect name() {
        return ImportDialect.GOOGLE;
    }

    @Override
    public Map<ImportField, List<String>> headers() {
        return HEADERS;
    }

    @Override
    public boolean consumes(String header) {
        String plain = withoutPrefix(header);
        return plain.equals(MORE_IMAGES) || OF_A_VARIANT.contains(plain);
    }

    @Override
    public String attributeName(String column) {
        return withoutPrefix(column);
    }

    @Override
    public Set<ProductColumn> alsoKnown(Columns columns) {
        Set<ProductColumn> known = new LinkedHashSet<>(Set.of(ProductColumn.OPTIONS, ProductColumn.ATTRIBUTES));
        if (index(columns, AVAILABILITY) >= 0) {
            known.add(ProductColumn.STOCK);
        }
        return known;
    }

    @Override
    public boolean together(Row row, Row next) {
        return false;
    }

    @Override
    public List<Meaning> read(List<Row> group) {
        return group.stream().map(Google::product).toList();
    }

    private static Meaning product(Row row) {
        String sku = row.text(ImportField.SKU);
        String itemGroup = row.text(ImportField.PARENT_SKU);
        boolean variant = itemGroup != null && !itemGroup.equals(sku);
        Map<String, String> traits = traits(row);
        return new Meaning.Product(
                row,
                Lists.separatedPaths(row.texts(ImportField.CATEGORIES)),
                Lists.separated(row.texts(ImportField.TAGS)),
                images(row),
                variant ? Map.of() : Map.copyOf(traits),
                variant ? traits : Map.of(),
                variant ? itemGroup : null,
                null,
                stock(row));
    }

    private static Map<String, String> traits(Row row) {
        Map<String, String> traits = new LinkedHashMap<>();
        for (String trait : OF_A_VARIANT) {
            String value = row.value(index(row.columns(), trait));
            if (value != null) {
                traits.put(trait, value);
            }
        }
        return traits;
    }

    private static List<String> images(Row row) {
        List<String> more = row.values(index(row.columns(), MORE_IMAGES));
        return Lists.urls(Stream.concat(row.texts(ImportField.IMAGE_URLS).stream(), more.stream())
                .toList());
    }

    /** A feed tells that nothing is left, but not how much there is. */
    private static @Nullable Integer stock(Row row) {
        String availability = row.value(index(row.columns(), AVAILABILITY));
        boolean soldOut = availability != null
                && Columns.normal(availability.toLowerCase(Locale.ROOT)).equals("out of stock");
        return soldOut ? 0 : null;
    }

    private static int index(Columns columns, String header) {
        int prefixed = columns.index(PREFIX + header);
        return prefixed >= 0 ? prefixed : columns.index(header);
    }

    private static List<String> both(String header) {
        return List.of(PREFIX + header, header);
    }

    private static String withoutPrefix(String header) {
        return header.startsWith(PREFIX) ? header.substring(PREFIX.length()) : header;
    }
}
