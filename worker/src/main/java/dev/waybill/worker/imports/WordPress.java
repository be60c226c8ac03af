package dev.waybill.worker.imports;

import dev.waybill.shared.catalog.ProductColumn;
import dev.waybill.shared.imports.ImportDialect;
import dev.waybill.shared.imports.ImportField;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The export of WordPress (WXR) with WooCommerce: products and variations are posts among others, which are no products.
 * Pictures are posts of their own that products name by id only, so they are not imported.
 */
final class WordPress implements Dialect {

    private static final Map<ImportField, List<String>> HEADERS = Map.ofEntries(
            Map.entry(ImportField.SOURCE_ID, List.of("wp:post id")),
            Map.entry(ImportField.SKU, List.of("meta: sku")),
            Map.entry(ImportField.NAME, List.of("title")),
            Map.entry(ImportField.DESCRIPTION, List.of("content:encoded", "excerpt:encoded")),
            Map.entry(ImportField.PRICE, List.of("meta: regular price", "meta: price")),
            Map.entry(ImportField.SALE_PRICE, List.of("meta: sale price")),
            Map.entry(ImportField.STOCK, List.of("meta: stock")),
            Map.entry(ImportField.VENDOR, List.of("category:product brand")),
            Map.entry(ImportField.CATEGORIES, List.of("category:product cat")),
            Map.entry(ImportField.TAGS, List.of("category:product tag")),
            Map.entry(ImportField.PARENT_SKU, List.of("wp:post parent")));

    private static final String TYPE = "wp:post type";
    private static final String STATUS = "wp:status";
    private static final Set<String> PRODUCTS = Set.of("product", "product_variation");
    private static final Set<String> THROWN_AWAY = Set.of("trash", "auto-draft");
    private static final Set<String> OF_THE_POST =
            Set.of("guid", "guid/@ispermalink", "pubdate", "dc:creator", "excerpt:encoded", "content:encoded");
    private static final Set<String> MEASURES = Set.of(
            "meta: weight", "meta: length", "meta: width", "meta: height", "meta: global unique id", "meta: tax class");
    private static final Pattern ATTRIBUTE = Pattern.compile("(?:category:|meta:attribute (?:pa )?)(?:pa )?(.+)");

    /** Whether these are the columns of such an export, in normal form. */
    static boolean wrote(Set<String> headers) {
        return headers.contains(TYPE);
    }

    @Override
    public ImportDialect name() {
        return ImportDialect.WORDPRESS;
    }

    @Override
    public Map<ImportField, List<String>> headers() {
        return HEADERS;
    }

    /** What WordPress and its plugins keep for themselves begins with an underscore, a blank in normal form. */
    @Override
    public boolean consumes(String header) {
        boolean internal = header.startsWith("meta: ") && !MEASURES.contains(header);
        boolean attribute = header.startsWith("category:") || header.startsWith("meta:attribute ");
        return internal || attribute || header.startsWith("wp:") || OF_THE_POST.contains(header);
    }

    @Override
    public String attributeName(String column) {
        String name = column.startsWith("meta:") ? column.substring("meta:".length()) : column;
        return name.startsWith("_") ? name.substring(1) : name;
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
        return group.stream().map(WordPress::meaning).toList();
    }

    private static Meaning meaning(Row row) {
        String type = Objects.requireNonNullElse(row.text(TYPE), "post");
        if (!PRODUCTS.contains(type)) {
            return new Meaning.Merged(row, "not_a_product", "It is no product: " + type + ".");
        }
        String status = row.text(STATUS);
        if (status != null && THROWN_AWAY.contains(status)) {
            return new Meaning.Merged(row, "not_a_product", "It is no product any more: " + status + ".");
        }
        return product(row, type.equals("product_variation"));
    }

    private static Meaning product(Row row, boolean variation) {
        Map<String, Object> attributes = new LinkedHashMap<>();
        Map<String, String> options = new LinkedHashMap<>();
        row.columns().matching(WordPress::isAttribute).forEach(index -> {
            List<String> values = row.values(index);
            if (!values.isEmpty()) {
                String name = nameOf(Columns.normal(row.columns().names().get(index)));
                attributes.put(name, values);
                options.putIfAbsent(name, values.getFirst());
            }
        });
        return new Meaning.Product(
                row,
                row.texts(ImportField.CATEGORIES),
                row.texts(ImportField.TAGS),
                List.of(),
                variation ? Map.of() : attributes,
                variation ? options : Map.of(),
                null,
                variation ? parent(row) : null);
    }

    /** Attributes of the shop are categories of a product and metadata of a variation. */
    private static boolean isAttribute(String header) {
        return header.startsWith("category:pa ") || header.startsWith("meta:attribute ");
    }

    private static String nameOf(String header) {
        Matcher matcher = ATTRIBUTE.matcher(header);
        return matcher.matches() ? matcher.group(1) : header;
    }

    private static @Nullable String parent(Row row) {
        return Stream.ofNullable(row.text(ImportField.PARENT_SKU))
                .filter(id -> !id.equals("0"))
                .findFirst()
                .orElse(null);
    }
}
