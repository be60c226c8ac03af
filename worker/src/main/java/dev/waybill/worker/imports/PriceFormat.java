package dev.waybill.worker.imports;

import java.math.BigDecimal;
import java.util.Currency;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads prices as people write them: {@code 1,234.50}, {@code 1.234,50}, {@code $ 12}, {@code 12,- €}, {@code CHF 1'234.50}.
 *
 * @param decimalSeparator what stands before the decimals; null to read it from each price: of two different separators the
 *     last, of one alone the dot, and the comma unless exactly three digits follow it
 */
record PriceFormat(@Nullable Character decimalSeparator) {

    private static final int MOST_DECIMALS = 4;
    private static final int MOST_DIGITS = 15;

    private static final String CURRENCY = "(?:\\p{Sc}|[\\p{L}\\p{Sc}]{1,4}\\.?)?";
    private static final String BLANKS = "[\\s\\u00A0\\u202F]*";
    private static final Pattern PRICE =
            Pattern.compile("([-+\\u2212]?)" + BLANKS + CURRENCY + BLANKS + "([-+\\u2212]?)" + BLANKS
                    + "([0-9.,][0-9.,'\\u2019\\s\\u00A0\\u202F]*?)(,-|\\.-|,\\u2013)?" + BLANKS + CURRENCY);
    private static final Pattern CODE = Pattern.compile("(?<!\\p{L})[A-Z]{3}(?!\\p{L})");
    private static final Set<String> CODES = Currency.getAvailableCurrencies().stream()
            .map(Currency::getCurrencyCode)
            .collect(Collectors.toUnmodifiableSet());
    private static final Pattern GROUPED = Pattern.compile("[0-9]{1,3}(?:([.,])[0-9]{2,3}(?:\\1[0-9]{2,3})*)?");
    private static final Pattern THREE_AT_THE_END = Pattern.compile(".*[.,][0-9]{3}");

    /** The number, negative ones included; empty when it cannot be read as one price. */
    Optional<BigDecimal> parse(String text) {
        Matcher price = PRICE.matcher(text.strip());
        if (!price.matches() || (!price.group(1).isEmpty() && !price.group(2).isEmpty())) {
            return Optional.empty();
        }
        boolean negative = isMinus(price.group(1)) || isMinus(price.group(2));
        String digits = price.group(3).replaceAll("['\\u2019\\s\\u00A0\\u202F]", "");
        return plain(digits).filter(PriceFormat::fits).map(number -> negative ? number.negate() : number);
    }

    /** The ISO 4217 code that stands beside a price, as in {@code 19.99 EUR}. */
    static Optional<String> currencyIn(@Nullable String price) {
        return price == null
                ? Optional.empty()
                : CODE.matcher(price)
                        .results()
                        .map(MatchResult::group)
                        .filter(CODES::contains)
                        .findFirst();
    }

    private Optional<BigDecimal> plain(String digits) {
        int point = decimalPoint(digits);
        String whole = point < 0 ? digits : digits.substring(0, point);
        String decimals = point < 0 ? "" : digits.substring(point + 1);
        boolean readable = isWhole(whole) && decimals.chars().allMatch(PriceFormat::isDigit);
        if (!readable || (whole.isEmpty() && decimals.isEmpty())) {
            return Optional.empty();
        }
        String ungrouped = whole.replaceAll("[.,]", "");
        return Optional.of(
                new BigDecimal((ungrouped.isEmpty() ? "0" : ungrouped) + (decimals.isEmpty() ? "" : "." + decimals)));
    }

    /** Where the decimals begin, -1 when there are none. */
    private int decimalPoint(String digits) {
        int dot = digits.lastIndexOf('.');
        int comma = digits.lastIndexOf(',');
        if (decimalSeparator != null) {
            return digits.lastIndexOf(decimalSeparator);
        }
        if (dot >= 0 && comma >= 0) {
            return Math.max(dot, comma);
        }
        int only = Math.max(dot, comma);
        boolean repeated = only >= 0 && digits.indexOf(digits.charAt(only)) != only;
        boolean groups = comma > 0 && THREE_AT_THE_END.matcher(digits).matches();
        return repeated || groups ? -1 : only;
    }

    /** Digits, perhaps in groups, the last of three. */
    private static boolean isWhole(String whole) {
        if (whole.chars().allMatch(PriceFormat::isDigit)) {
            return true;
        }
        return GROUPED.matcher(whole).matches()
                && THREE_AT_THE_END.matcher(whole).matches();
    }

    private static boolean fits(BigDecimal number) {
        BigDecimal stripped = number.stripTrailingZeros();
        return stripped.scale() <= MOST_DECIMALS && stripped.precision() - stripped.scale() <= MOST_DIGITS;
    }

    private static boolean isMinus(@Nullable String sign) {
        return Objects.equals(sign, "-") || Objects.equals(sign, "\u2212");
    }

    private static boolean isDigit(int character) {
        return character >= '0' && character <= '9';
    }
}
