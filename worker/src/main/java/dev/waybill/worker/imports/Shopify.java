package dev.waybill.worker.imports;

import dev.waybill.shared.catalog.ProductColumn;
import dev.waybill.shared.imports.ImportDialect;
import dev.waybill.shared.imports.ImportField;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The product export of Shopify: one row a variant, the rows of a handle one after the other, and what all variants share
 * only on the first of them. Rows that bring nothing but a further image follow their handle's variants.
 */
final class Shopify implements Dialect {

    private static final Map<ImportField, List<String>> HEADERS = Map.ofEntries(
            Map.entry(ImportField.HANDLE, List.of("handle", "url handle")),
            Map.entry(ImportField.NAME, List.of("title")),
            Map.entry(ImportField.DESCRIPTION, List.of("body (html)", "body html", "description")),
            Map.entry(ImportField.VENDOR, List.of("vendor")),
            Map.entry(ImportField.CATEGORIES, List.of("type", "product category")),
            Map.entry(ImportField.TAGS, List.of("tags")),
            Map.entry(ImportField.OPTION1_NAME, List.of("option1 name")),
            Map.entry(ImportField.OPTION1_VALUE, List.of("option1 value")),
            Map.entry(ImportField.OPTION2_NAME, List.of("option2 name")),
            Map.entry(ImportField.OPTION2_VALUE, List.of("option2 value")),
            Map.entry(ImportField.OPTION3_NAME, List.of("option3 name")),
            Map.entry(ImportField.OPTION3_VALUE, List.of("option3 value")),
            Map.entry(ImportField.SKU, List.of("variant sku")),
            Map.entry(ImportField.STOCK, List.of("variant inventory qty")),
            Map.entry(ImportField.PRICE, List.of("variant price")),
            Map.entry(ImportField.COMPARE_AT_PRICE, List.of("variant compare at price")),
            Map.entry(ImportField.IMAGE_URLS, List.of("image src")));

    private static final Set<ImportField> OF_ONE_VARIANT = Set.of(
            ImportField.SKU,
            ImportField.STOCK,
            ImportField.PRICE,
            ImportField.COMPARE_AT_PRICE,
            ImportField.OPTION1_VALUE,
            ImportField.OPTION2_VALUE,
            ImportField.OPTION3_VALUE);

    private static final String VARIANT_IMAGE = "variant image";

    private @Nullable Row first;
    private List<Integer> shared = List.of();
    private List<Integer> prices = List.of();

    /** Whether these are the headers of its export, in normal form. */
    static boolean wrote(Set<String> headers) {
        return headers.contains("handle")
                && headers.contains("title")
                && Stream.of("variant price", "variant sku", "option1 value", "body (html)")
                        .anyMatch(headers::contains);
    }

    @Override
    public ImportDialect name() {
        return ImportDialect.SHOPIFY;
    }

    @Override
    public Map<ImportField, List<String>> headers() {
        return HEADERS;
    }

    @Override
    public boolean consumes(String header) {
        return header.equals(VARIANT_IMAGE) || header.equals("image position");
    }

    @Override
    public Set<ProductColumn> alsoKnown(Columns columns) {
        return Set.of();
    }

    @Override
    public boolean together(Row row, Row next) {
        String handle = row.text(ImportField.HANDLE);
        return handle != null && handle.equals(next.text(ImportField.HANDLE));
    }

    @Override
    public List<Meaning> read(List<Row> group) {
        Row head = headOf(group.getFirst());
        LinkedHashSet<String> images = new LinkedHashSet<>();
        Stream.concat(Stream.of(head), group.stream())
                .map(row -> row.text(ImportField.IMAGE_URLS))
                .filter(Objects::nonNull)
                .forEach(images::add);
        return group.stream().map(row -> meaning(row, head, images)).toList();
    }

    /** The first row of the handle, even when it came with an earlier part of a very long handle. */
    private Row headOf(Row row) {
        Row known = first;
        if (known != null && together(known, row)) {
            return known;
        }
        first = row;
        shared = row.columns().matching(header -> !header.startsWith("variant ")).stream()
                .filter(index ->
                        OF_ONE_VARIANT.stream().noneMatch(field -> row.columns().index(field) == index))
                .toList();
        prices = Stream.of(ImportField.PRICE, ImportField.COMPARE_AT_PRICE)
                .map(row.columns()::index)
                .filter(index -> index >= 0)
                .toList();
        return row;
    }

    private Meaning meaning(Row row, Row head, Set<String> images) {
        if (!row.equals(head) && isImageOnly(row)) {
            return new Meaning.Merged(row, "image_row", "Adds an image to the products of its handle.");
        }
        Row whole = row.inheriting(head, shared);
        // a price and what it is compared with belong together
        Row priced = row.text(ImportField.PRICE) == null ? whole.inheriting(head, prices) : whole;
        return new Meaning.Product(
                priced,
                Lists.commaSeparated(priced.text(ImportField.CATEGORIES)),
                Lists.commaSeparated(priced.text(ImportField.TAGS)),
                ownImageFirst(row, images),
                Map.of(),
                Options.of(priced),
                null,
                null);
    }

    private static List<String> ownImageFirst(Row row, Set<String> images) {
        String own = row.text(VARIANT_IMAGE);
        return Stream.concat(Stream.ofNullable(own), images.stream()).distinct().toList();
    }

    private static boolean isImageOnly(Row row) {
        return row.text(ImportField.IMAGE_URLS) != null
                && Stream.of(
                                ImportField.NAME,
                                ImportField.SKU,
                                ImportField.PRICE,
                                ImportField.OPTION1_VALUE,
                                ImportField.OPTION2_VALUE,
                                ImportField.OPTION3_VALUE)
                        .allMatch(field -> row.text(field) == null);
    }
}
