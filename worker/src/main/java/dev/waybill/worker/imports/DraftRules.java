package dev.waybill.worker.imports;

import dev.waybill.shared.catalog.ProductDraft;
import dev.waybill.shared.catalog.ProductIdentity;
import dev.waybill.shared.imports.ImportField;
import dev.waybill.shared.imports.ImportSettings;
import dev.waybill.shared.job.Rejected;
import java.math.BigDecimal;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Makes a draft of what a row means, or says all that is wrong with it. */
final class DraftRules {

    private static final int LONGEST_WORD = 255;
    private static final int LONGEST_NAME = 500;
    private static final int LONGEST_DESCRIPTION = 100_000;
    private static final int LONGEST_VALUE = 2_048;
    private static final int MOST_VALUES = 500;
    private static final int LONGEST_ATTRIBUTES = 100_000;

    private final PriceFormat prices;
    private final @Nullable String currency;

    /** @param currency of all prices, ISO 4217; null takes that of the row */
    DraftRules(PriceFormat prices, @Nullable String currency) {
        this.prices = prices;
        this.currency = currency;
    }

    /** @throws Rejected {@code currency_unknown} */
    static DraftRules of(ImportSettings settings) {
        String separator = settings.decimalSeparator();
        PriceFormat prices = new PriceFormat(separator == null ? null : separator.charAt(0));
        return new DraftRules(prices, currency(settings.currency()));
    }

    /** The draft; empty when there are problems, which are added to the list. */
    Optional<ProductDraft> draft(Meaning.Product product, Problems problems) {
        Row row = product.row();
        String sku = problems.atMost(LONGEST_WORD, row.text(ImportField.SKU), "sku");
        String handle = problems.atMost(LONGEST_WORD, row.text(ImportField.HANDLE), "handle");
        ProductIdentity identity = identity(product, sku, handle, problems);
        String name = name(row, problems);
        String description = problems.atMost(LONGEST_DESCRIPTION, row.text(ImportField.DESCRIPTION), "description");
        String vendor = problems.atMost(LONGEST_WORD, row.text(ImportField.VENDOR), "vendor");
        Price price = price(row, problems);
        String rowCurrency = currency(row, problems);
        Integer stock = stock(product, problems);
        Map<String, Object> attributes = attributes(product, problems);
        checkLists(product, problems);
        if (identity == null || name == null || !problems.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new ProductDraft(
                identity,
                row.row(),
                sku,
                handle,
                name,
                description,
                price.now(),
                price.before(),
                rowCurrency,
                stock,
                vendor,
                product.categories(),
                product.tags(),
                product.imageUrls(),
                attributes,
                Map.copyOf(product.options()),
                product.parentSku(),
                row.text(ImportField.SOURCE_ID),
                product.parentSourceId()));
    }

    private static @Nullable ProductIdentity identity(
            Meaning.Product product, @Nullable String sku, @Nullable String handle, Problems problems) {
        String sourceId = product.row().text(ImportField.SOURCE_ID);
        if (!problems.isEmpty()) {
            return null;
        }
        if (sku == null && handle == null && sourceId == null) {
            problems.add("identity_missing", "The row has neither a SKU nor a handle.");
            return null;
        }
        ProductIdentity identity = sku != null
                ? ProductIdentity.ofSku(sku)
                : handle != null
                        ? ProductIdentity.ofHandle(
                                handle, List.copyOf(product.options().values()))
                        : ProductIdentity.ofSourceId(Objects.requireNonNull(sourceId));
        if (identity.key().length() > ProductIdentity.LONGEST) {
            problems.add("identity_too_long", "The handle and its option values are too long together.");
        }
        return identity;
    }

    private static @Nullable String name(Row row, Problems problems) {
        String name = row.text(ImportField.NAME);
        if (name == null) {
            problems.add("name_missing", "The row has no name.");
        }
        return problems.atMost(LONGEST_NAME, name, "name");
    }

    private Price price(Row row, Problems problems) {
        BigDecimal regular = money(row, ImportField.PRICE, problems);
        BigDecimal sale = money(row, ImportField.SALE_PRICE, problems);
        BigDecimal before = money(row, ImportField.COMPARE_AT_PRICE, problems);
        return sale == null ? new Price(regular, before) : new Price(sale, regular == null ? before : regular);
    }

    private @Nullable BigDecimal money(Row row, ImportField field, Problems problems) {
        String text = row.text(field);
        if (text == null) {
            return null;
        }
        String what = field.name().toLowerCase(Locale.ROOT).replace('_', ' ');
        BigDecimal money = prices.parse(text).orElse(null);
        if (money == null) {
            problems.add("price_invalid", "The %s is no price: %s.".formatted(what, excerpt(text)));
        } else if (money.signum() < 0) {
            problems.add("price_negative", "The %s is negative: %s.".formatted(what, excerpt(text)));
        }
        return money == null ? null : money.stripTrailingZeros().scale() < 2 ? money.setScale(2) : money;
    }

    private @Nullable String currency(Row row, Problems problems) {
        String text = row.text(ImportField.CURRENCY);
        if (currency != null) {
            return currency;
        }
        if (text == null) {
            return PriceFormat.currencyIn(row.text(ImportField.PRICE))
                    .or(() -> PriceFormat.currencyIn(row.text(ImportField.SALE_PRICE)))
                    .orElse(null);
        }
        String code = text.toUpperCase(Locale.ROOT);
        try {
            return Currency.getInstance(code).getCurrencyCode();
        } catch (IllegalArgumentException unknown) {
            problems.add("currency_invalid", "The currency is not an ISO 4217 code: %s.".formatted(excerpt(text)));
            return null;
        }
    }

    private static @Nullable Integer stock(Meaning.Product product, Problems problems) {
        String text = product.row().text(ImportField.STOCK);
        if (text == null) {
            return product.stock();
        }
        // WooCommerce writes this word where a variation's stock is kept with its parent
        if (text.equalsIgnoreCase("parent")) {
            return null;
        }
        try {
            return new BigDecimal(text.replaceAll("[\\s\\u00A0]|,(?=[0-9]{3}\\b)", "")).intValueExact();
        } catch (ArithmeticException | NumberFormatException noCount) {
            problems.add("stock_invalid", "The stock is no whole number: %s.".formatted(excerpt(text)));
            return null;
        }
    }

    private static Map<String, Object> attributes(Meaning.Product product, Problems problems) {
        Row row = product.row();
        Map<String, Object> attributes = new LinkedHashMap<>();
        int length = 0;
        for (Map.Entry<Integer, String> other : row.columns().others().entrySet()) {
            List<String> values = row.values(other.getKey());
            if (!values.isEmpty()) {
                attributes.put(other.getValue(), values.size() == 1 ? values.getFirst() : values);
                length += values.stream().mapToInt(String::length).sum();
            }
        }
        attributes.putAll(product.attributes());
        if (length > LONGEST_ATTRIBUTES) {
            problems.add(
                    "attributes_too_long",
                    "The other columns hold more than %,d characters.".formatted(LONGEST_ATTRIBUTES));
        }
        return attributes;
    }

    private static void checkLists(Meaning.Product product, Problems problems) {
        Map<String, List<String>> lists =
                Map.of("categories", product.categories(), "tags", product.tags(), "images", product.imageUrls());
        lists.forEach((what, values) -> {
            if (values.size() > MOST_VALUES) {
                problems.add("too_many_values", "There are more than %,d %s.".formatted(MOST_VALUES, what));
            }
            if (values.stream().anyMatch(value -> value.length() > LONGEST_VALUE)) {
                problems.add(
                        "value_too_long",
                        "One of the %s is longer than %,d characters.".formatted(what, LONGEST_VALUE));
            }
        });
    }

    private static String excerpt(String text) {
        return text.codePointCount(0, text.length()) <= 40
                ? text
                : text.substring(0, text.offsetByCodePoints(0, 40)) + "…";
    }

    private static @Nullable String currency(@Nullable String code) {
        try {
            return code == null ? null : Currency.getInstance(code).getCurrencyCode();
        } catch (IllegalArgumentException unknown) {
            throw new Rejected("currency_unknown", code + " is not an ISO 4217 currency code.");
        }
    }

    private record Price(@Nullable BigDecimal now, @Nullable BigDecimal before) {}
}
