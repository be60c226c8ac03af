package dev.waybill.worker.source;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Writes out the numbers of cells: as people see them, dates and times by ISO 8601. */
final class CellNumber {

    private static final int LONGEST = 40;
    private static final Pattern NUMBER = Pattern.compile("[-+]?(\\d+(\\.\\d*)?|\\.\\d+)([eE][-+]?\\d{1,3})?");
    private static final double LARGEST = 1e40;
    private static final double SMALLEST = 1e-40;
    /** As many digits as a spreadsheet shows; those beyond are noise of binary fractions. */
    private static final MathContext SHOWN = new MathContext(15, RoundingMode.HALF_EVEN);

    private static final long DAY_MILLIS = 86_400_000;
    private static final double FIRST_AFTER_9999 = 2_958_466;

    private final boolean since1904;

    /** @param since1904 whether day 0 is the first of 1904, as on the first Macs, instead of the last day before 1900 */
    CellNumber(boolean since1904) {
        this.since1904 = since1904;
    }

    /** A number as it stands in the workbook, for example {@code 1.2E1}; what is none stays as it is. */
    String text(String raw, CellFormat format) {
        double number = parsed(raw);
        if (Double.isNaN(number)) {
            return raw;
        }
        return switch (format.kind()) {
            case NUMBER -> padded(plain(raw, number), format.digits());
            case ELAPSED -> elapsed(number, raw);
            case DATE, TIME, DATE_TIME -> date(number, format.kind(), raw);
        };
    }

    /** A whole number that is not negative, or the other one. */
    static int whole(@Nullable String text, int otherwise) {
        if (text == null || text.isEmpty() || text.length() > 9) {
            return otherwise;
        }
        int number = 0;
        for (int at = 0; at < text.length(); at++) {
            int digit = text.charAt(at) - '0';
            if (digit < 0 || digit > 9) {
                return otherwise;
            }
            number = number * 10 + digit;
        }
        return number;
    }

    private static double parsed(String raw) {
        boolean number = raw.length() <= LONGEST && NUMBER.matcher(raw).matches();
        return number ? Double.parseDouble(raw) : Double.NaN;
    }

    private static String plain(String raw, double number) {
        if (isWhole(raw)) {
            return raw;
        }
        double size = Math.abs(number);
        if (size == 0) {
            return "0";
        }
        return size > LARGEST || size < SMALLEST ? raw : rounded(raw);
    }

    private static String rounded(String raw) {
        return new BigDecimal(raw).round(SHOWN).stripTrailingZeros().toPlainString();
    }

    /** Kept as it is however long, since it may be the number of an article. */
    private static boolean isWhole(String digits) {
        int start = digits.startsWith("-") ? 1 : 0;
        boolean leadingZero = digits.length() > start + 1 && digits.charAt(start) == '0';
        return digits.length() > start
                && !leadingZero
                && digits.chars().skip(start).allMatch(digit -> digit >= '0' && digit <= '9');
    }

    private static String padded(String number, int digits) {
        return isWhole(number) && !number.startsWith("-") && number.length() < digits
                ? "0".repeat(digits - number.length()) + number
                : number;
    }

    private String date(double serial, CellFormat.Kind kind, String raw) {
        if (kind == CellFormat.Kind.TIME && serial >= 0 && serial < 1) {
            return DateTimeFormatter.ISO_LOCAL_TIME.format(
                    LocalTime.ofNanoOfDay(millis(serial) % DAY_MILLIS * 1_000_000));
        }
        if (serial < (since1904 ? 0 : 1) || serial >= FIRST_AFTER_9999) {
            return plain(raw, serial);
        }
        long millis = millis(serial);
        LocalDate day = epoch(serial).plusDays(millis / DAY_MILLIS);
        long ofDay = millis % DAY_MILLIS;
        if (kind == CellFormat.Kind.DATE && ofDay == 0) {
            return day.toString();
        }
        return DateTimeFormatter.ISO_LOCAL_DATE_TIME.format(
                LocalDateTime.of(day, LocalTime.ofNanoOfDay(ofDay * 1_000_000)));
    }

    /** The 29th of February 1900, which never was, is day 60. */
    private LocalDate epoch(double serial) {
        if (since1904) {
            return LocalDate.of(1904, 1, 1);
        }
        return LocalDate.of(1899, 12, serial < 61 ? 31 : 30);
    }

    private static String elapsed(double days, String raw) {
        if (Math.abs(days) >= FIRST_AFTER_9999) {
            return plain(raw, days);
        }
        long seconds = Math.round(Math.abs(days) * DAY_MILLIS / 1_000.0);
        String sign = days < 0 ? "-" : "";
        return "%s%d:%02d:%02d".formatted(sign, seconds / 3_600, seconds / 60 % 60, seconds % 60);
    }

    private static long millis(double serial) {
        return Math.round(serial * DAY_MILLIS);
    }
}
