package dev.waybill.worker.source;

import dev.waybill.shared.job.Rejected;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** Tells what is not a table of text by how it starts, so that it is refused with a word that helps. */
enum FileKind {
    WORKBOOK("an Excel workbook or a zip archive; save the sheet as CSV", "PK(\\x03\\x04|\\x05\\x06)"),
    OLD_WORKBOOK("an old Excel workbook; save the sheet as CSV", "\\xD0\\xCF\\x11\\xE0"),
    COMPRESSED("compressed; unpack it first", "\\x1F\\x8B|BZh[1-9]|\\xFD7zXZ|7z\\xBC\\xAF|\\x28\\xB5\\x2F\\xFD"),
    PDF("a PDF document", "%PDF-"),
    RICH_TEXT("a rich text document", "\\{\\\\rtf");

    private static final Pattern MARKUP = Pattern.compile("\\A\\s*<[!?a-zA-Z]");
    private static final Pattern JSON = Pattern.compile("\\A\\s*(\\{\\s*[\"}]|\\[\\s*[\\[{\"\\]])");

    private final String what;
    private final Pattern start;

    FileKind(String what, String start) {
        this.what = what;
        this.start = Pattern.compile(start);
    }

    /**
     * @param sample how the file starts
     * @param text the same, decoded
     */
    static void requireText(byte[] sample, String text) {
        String bytes = new String(sample, StandardCharsets.ISO_8859_1);
        for (FileKind kind : values()) {
            if (kind.start.matcher(bytes).lookingAt()) {
                throw notCsv(kind.what);
            }
        }
        if (text.isBlank()) {
            throw new Rejected("empty_file", "The file is empty.");
        }
        if (MARKUP.matcher(text).find()) {
            throw notCsv("HTML or XML");
        }
        if (JSON.matcher(text).find()) {
            throw notCsv("JSON");
        }
        requireCharacters(text);
    }

    private static void requireCharacters(String text) {
        long strange = text.chars().filter(FileKind::isControl).count();
        if (text.indexOf('\0') >= 0 || strange * 200 > text.length()) {
            throw notCsv("a binary file");
        }
    }

    private static boolean isControl(int character) {
        return character < ' ' && "\t\n\r\f".indexOf(character) < 0;
    }

    private static Rejected notCsv(String what) {
        return new Rejected("not_a_csv", "The file is not a CSV: it is " + what + ".");
    }
}
