package dev.waybill.worker.source;

import java.util.Locale;

/**
 * How a cell's number is meant, by its number format (ECMA-376 part 1, 18.8.30 and 18.8.31).
 *
 * @param kind what the number is
 * @param digits how many digits a whole number is filled up to with zeros; 0 for as many as it has
 */
record CellFormat(Kind kind, int digits) {

    enum Kind {
        NUMBER,
        DATE,
        TIME,
        DATE_TIME,
        /** A span of time, hours beyond 24 included. */
        ELAPSED
    }

    static final CellFormat GENERAL = new CellFormat(Kind.NUMBER, 0);

    private static final int MOST_DIGITS = 50;

    /** One of the formats that workbooks do not write out. */
    static CellFormat builtIn(int id) {
        Kind kind = switch (id) {
            case 14, 15, 16, 17, 27, 28, 29, 30, 31, 36, 50, 51, 52, 53, 54, 57, 58 -> Kind.DATE;
            case 18, 19, 20, 21, 32, 33, 34, 35, 45, 47, 55, 56 -> Kind.TIME;
            case 22 -> Kind.DATE_TIME;
            case 46 -> Kind.ELAPSED;
            default -> Kind.NUMBER;
        };
        return new CellFormat(kind, 0);
    }

    /** A format that is written out, for example {@code dd.mm.yyyy} or {@code 00000}. */
    static CellFormat of(String code) {
        if (code.length() > 1 && code.length() <= MOST_DIGITS && code.chars().allMatch(digit -> digit == '0')) {
            return new CellFormat(Kind.NUMBER, code.length());
        }
        return new CellFormat(new Letters(code.toLowerCase(Locale.ROOT)).kind(), 0);
    }

    /** Which letters of a format stand for parts of a date. */
    private static final class Letters {

        private final String code;
        private int at;
        private boolean date;
        private boolean month;
        private boolean time;
        private boolean elapsed;

        Letters(String code) {
            this.code = code;
        }

        Kind kind() {
            while (at < code.length() && code.charAt(at) != ';') {
                take(code.charAt(at));
            }
            if (elapsed) {
                return Kind.ELAPSED;
            }
            // an m beside hours or seconds stands for minutes
            boolean day = date || (month && !time);
            if (day) {
                return time ? Kind.DATE_TIME : Kind.DATE;
            }
            return time ? Kind.TIME : Kind.NUMBER;
        }

        private void take(char letter) {
            switch (letter) {
                case '"' -> skipTo('"');
                case '[' -> bracket();
                case '\\', '_', '*' -> at += 2;
                case 'a' -> halfOfDay();
                case 'g' -> at += code.startsWith("general", at) ? "general".length() : 1;
                default -> {
                    date |= letter == 'y' || letter == 'd';
                    month |= letter == 'm';
                    time |= letter == 'h' || letter == 's';
                    at++;
                }
            }
        }

        private void halfOfDay() {
            boolean half = code.startsWith("am/pm", at) || code.startsWith("a/p", at);
            time |= half;
            at += !half ? 1 : code.startsWith("am/pm", at) ? 5 : 3;
        }

        private void bracket() {
            int start = at + 1;
            skipTo(']');
            String inside = code.substring(Math.min(start, code.length()), Math.max(start, at - 1));
            elapsed |= !inside.isEmpty() && (inside.matches("h+") || inside.matches("m+") || inside.matches("s+"));
        }

        private void skipTo(char end) {
            int close = code.indexOf(end, at + 1);
            at = close < 0 ? code.length() + 1 : close + 1;
        }
    }
}
