package dev.waybill.worker.source;

import dev.waybill.shared.job.Rejected;
import java.io.IOException;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What the cells of a sheet say, as text: one cell after the other (ECMA-376 part 1, 18.3.1.4). */
final class CellValues {

    private final SharedStrings strings;
    private final CellFormats formats;
    private final CellNumber numbers;
    private final CellText text;
    private String type = "";
    private int style;
    private boolean formula;
    private @Nullable Fault fault;

    CellValues(SharedStrings strings, CellFormats formats, CellNumber numbers, ReadLimits limits) {
        this.strings = strings;
        this.formats = formats;
        this.numbers = numbers;
        this.text = new CellText(limits.fieldChars());
    }

    /** Takes what an event brings to the text of the cell. Returns true for a tag that says something else. */
    boolean takes(XmlWalk.Event event, XmlWalk walk) throws IOException {
        return text.take(event, walk) && !isFormula(walk);
    }

    /** A cell starts. */
    void start(XmlWalk walk) {
        type = Objects.requireNonNullElse(walk.attribute("t"), "n");
        style = CellNumber.whole(walk.attribute("s"), 0);
        formula = false;
        fault = null;
        text.clear();
    }

    /**
     * The text of the cell, which ends here; see {@link #fault()}.
     *
     * @param cell what people call it
     */
    String end(Supplier<String> cell) {
        if (text.cut()) {
            fail("field_too_large", "The value of cell %s is too long.", cell);
        }
        return switch (type) {
            case "s" -> shared(text.take(), cell);
            case "str", "inlineStr" -> text.takeUnescaped();
            case "b" -> truth(text.take());
            case "e" -> error(text.take(), cell);
            case "d" -> text.take();
            default -> number(text.take(), cell);
        };
    }

    /** Why the cell that ended last cannot be used; null when it can. */
    @Nullable
    Fault fault() {
        return fault;
    }

    private boolean isFormula(XmlWalk walk) {
        boolean is = walk.localName().equals("f");
        formula |= is;
        return is;
    }

    private String shared(String number, Supplier<String> cell) {
        if (number.isEmpty()) {
            return "";
        }
        int index = CellNumber.whole(number.strip(), -1);
        String shared = strings.get(index);
        if (shared == null) {
            throw new Rejected("excel_malformed", "Cell %s refers to a text that is not there.".formatted(cell.get()));
        }
        if (strings.isCut(index)) {
            fail("field_too_large", "The value of cell %s is too long.", cell);
        }
        return shared;
    }

    private static String truth(String value) {
        return switch (value.strip()) {
            case "1" -> "true";
            case "0" -> "false";
            default -> value;
        };
    }

    private String error(String value, Supplier<String> cell) {
        fail("cell_error", "Cell %s holds the error " + printable(value) + ".", cell);
        return value;
    }

    private String number(String value, Supplier<String> cell) {
        if (value.isEmpty() && formula) {
            fail(
                    "formula_without_value",
                    "Cell %s holds a formula without a result; open the file in a spreadsheet program and save it.",
                    cell);
        }
        return value.isEmpty() ? "" : numbers.text(value.strip(), formats.get(style));
    }

    private void fail(String code, String message, Supplier<String> cell) {
        fault = new Fault(code, message.formatted(cell.get()));
    }

    /** Errors are short words such as {@code #N/A}. */
    private static String printable(String error) {
        String word = error.replaceAll("[^#A-Za-z0-9/!?_]", "");
        return word.substring(0, Math.min(20, word.length()));
    }
}
