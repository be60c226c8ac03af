package dev.waybill.shared.files;

import java.util.regex.Pattern;

/** A cell of a CSV file that people open in a spreadsheet. */
public final class CsvCell {

    /** What begins a formula, as OWASP lists it for CSV injection; the wide forms do so under East Asian settings. */
    private static final String FORMULA_STARTS = "=+-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20";

    private static final Pattern NUMBER = Pattern.compile("[+-][0-9][0-9., ]*([eE][+-]?[0-9]+)?%?");

    private CsvCell() {}

    /** What a spreadsheet would run as a formula becomes a text, by an apostrophe; a signed number stays one. */
    public static String inert(String cell) {
        boolean formula = !cell.isEmpty() && FORMULA_STARTS.indexOf(cell.charAt(0)) >= 0;
        return formula && !NUMBER.matcher(cell).matches() ? "'" + cell : cell;
    }
}
