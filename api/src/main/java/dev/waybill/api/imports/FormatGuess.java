package dev.waybill.api.imports;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/**
 * Which import a file is for, by how it starts. Only a guess to choose a type by: whether the file really is what it looks
 * like is found out by who reads it.
 */
final class FormatGuess {

    private static final int SAMPLE_BYTES = 1_024;
    private static final Pattern WORKBOOK = Pattern.compile("PK(\\x03\\x04|\\x05\\x06)|\\xD0\\xCF\\x11\\xE0");
    private static final Pattern BYTE_ORDER_MARK = Pattern.compile("\\A(\\xEF\\xBB\\xBF|\\xFF\\xFE|\\xFE\\xFF)");

    private FormatGuess() {}

    /** The subtype: {@code csv}, {@code xml} or {@code excel}. */
    static String of(InputStream content) throws IOException {
        String start = new String(content.readNBytes(SAMPLE_BYTES), StandardCharsets.ISO_8859_1);
        if (WORKBOOK.matcher(start).lookingAt()) {
            return "excel";
        }
        // in UTF-16 every other byte of markup is zero
        String text = BYTE_ORDER_MARK
                .matcher(start)
                .replaceFirst("")
                .replace("\0", "")
                .stripLeading();
        return text.startsWith("<") ? "xml" : "csv";
    }
}
