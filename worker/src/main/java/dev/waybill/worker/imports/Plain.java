package dev.waybill.worker.imports;

import dev.waybill.shared.catalog.ProductColumn;
import dev.waybill.shared.imports.ImportDialect;
import dev.waybill.shared.imports.ImportField;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** One product a row, under the usual names. */
final class Plain implements Dialect {

    private static final Map<ImportField, List<String>> HEADERS = headersByField();

    @Override
    public ImportDialect name() {
        return ImportDialect.PLAIN;
    }

    @Override
    public Map<ImportField, List<String>> headers() {
        return HEADERS;
    }

    @Override
    public boolean consumes(String header) {
        return false;
    }

    @Override
    public Set<ProductColumn> alsoKnown(Columns columns) {
        return Set.of();
    }

    @Override
    public boolean together(Row row, Row next) {
        return false;
    }

    @Override
    public List<Meaning> read(List<Row> group) {
        return group.stream().map(Plain::product).toList();
    }

    private static Meaning product(Row row) {
        return new Meaning.Product(
                row,
                Lists.separated(row.texts(ImportField.CATEGORIES)),
                Lists.separated(row.texts(ImportField.TAGS)),
                Lists.urls(row.texts(ImportField.IMAGE_URLS)),
                Map.of(),
                Options.of(row),
                row.text(ImportField.PARENT_SKU),
                null);
    }

    private static Map<ImportField, List<String>> headersByField() {
        Map<ImportField, List<String>> headers = new EnumMap<>(ImportField.class);
        headers.put(
                ImportField.SKU,
                List.of(
                        "sku",
                        "product sku",
                        "item sku",
                        "variant sku",
                        "product code",
                        "item number",
                        "article number",
                        "artikelnummer",
                        "part number"));
        headers.put(ImportField.HANDLE, List.of("handle", "slug", "url key", "product handle"));
        headers.put(ImportField.NAME, List.of("name", "title", "product name", "product title", "item name"));
        headers.put(
                ImportField.DESCRIPTION,
                List.of("description", "long description", "product description", "body (html)", "body html", "body"));
        headers.put(
                ImportField.PRICE,
                List.of("price", "regular price", "unit price", "retail price", "variant price", "preis"));
        headers.put(ImportField.SALE_PRICE, List.of("sale price", "special price", "discount price", "offer price"));
        headers.put(
                ImportField.COMPARE_AT_PRICE,
                List.of(
                        "compare at price",
                        "variant compare at price",
                        "rrp",
                        "msrp",
                        "list price",
                        "original price",
                        "old price"));
        headers.put(ImportField.CURRENCY, List.of("currency", "currency code", "price currency"));
        headers.put(
                ImportField.STOCK,
                List.of(
                        "stock",
                        "stock quantity",
                        "quantity",
                        "qty",
                        "inventory",
                        "inventory quantity",
                        "variant inventory qty",
                        "stock level"));
        headers.put(ImportField.VENDOR, List.of("vendor", "brand", "manufacturer", "supplier"));
        headers.put(
                ImportField.CATEGORIES,
                List.of("categories", "category", "product category", "product type", "collection"));
        headers.put(ImportField.TAGS, List.of("tags", "tag", "keywords", "labels"));
        headers.put(
                ImportField.IMAGE_URLS,
                List.of(
                        "image urls",
                        "image url",
                        "images",
                        "image",
                        "image src",
                        "image link",
                        "picture",
                        "picture url",
                        "photo"));
        headers.put(ImportField.PARENT_SKU, List.of("parent sku", "parent", "parent product"));
        headers.put(ImportField.OPTION1_NAME, List.of("option1 name", "option 1 name"));
        headers.put(ImportField.OPTION1_VALUE, List.of("option1 value", "option 1 value"));
        headers.put(ImportField.OPTION2_NAME, List.of("option2 name", "option 2 name"));
        headers.put(ImportField.OPTION2_VALUE, List.of("option2 value", "option 2 value"));
        headers.put(ImportField.OPTION3_NAME, List.of("option3 name", "option 3 name"));
        headers.put(ImportField.OPTION3_VALUE, List.of("option3 value", "option 3 value"));
        return headers;
    }
}
