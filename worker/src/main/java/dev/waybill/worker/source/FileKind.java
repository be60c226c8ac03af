package dev.waybill.worker.source;

import dev.waybill.shared.job.Rejected;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a file is by how it starts, so that what cannot be read is refused with a word that helps. */
enum FileKind {
    EMPTY("empty", null),
    ZIP("an Excel workbook or another zip archive", "PK(\\x03\\x04|\\x05\\x06)"),
    OLE("an old or encrypted Office document", "\\xD0\\xCF\\x11\\xE0"),
    COMPRESSED("compressed; unpack it first", "\\x1F\\x8B|BZh[1-9]|\\xFD7zXZ|7z\\xBC\\xAF|\\x28\\xB5\\x2F\\xFD"),
    PDF("a PDF document", "%PDF-"),
    RICH_TEXT("a rich text document", "\\{\\\\rtf"),
    BINARY("a binary file", null),
    HTML("a web page", null),
    OLD_WORKBOOK("an Excel 2003 XML spreadsheet", null),
    XML("XML", null),
    JSON("JSON", null),
    /** Text that is none of the others. */
    TEXT("text, perhaps a CSV", null);

    private static final Pattern JSON_START = Pattern.compile("\\A\\s*(\\{\\s*[\"}]|\\[\\s*[\\[{\"\\]])");
    private static final Pattern HTML_START =
            Pattern.compile("<(!doctype\\s+html|html|head|body|script|meta)\\b", Pattern.CASE_INSENSITIVE);
    private static final Pattern MARKUP_START = Pattern.compile("<[!?_\\p{L}]");
    private static final String OFFICE_2003 = "urn:schemas-microsoft-com:office:spreadsheet";
    private static final int ROOT_ELEMENT = 1_000;

    private final String what;
    private final @Nullable Pattern start;

    FileKind(String what, @Nullable String start) {
        this.what = what;
        this.start = start == null ? null : Pattern.compile(start);
    }

    /** By its first bytes; some ten thousand are enough. */
    static FileKind of(byte[] sample) {
        return of(sample, Encoding.of(sample, null).text(sample));
    }

    /**
     * @param sample how the file starts
     * @param text the same, decoded
     */
    static FileKind of(byte[] sample, String text) {
        String bytes = new String(sample, 0, Math.min(sample.length, 16), StandardCharsets.ISO_8859_1);
        for (FileKind kind : values()) {
            if (kind.start != null && kind.start.matcher(bytes).lookingAt()) {
                return kind;
            }
        }
        return text.isBlank() ? EMPTY : ofText(text);
    }

    /** Refuses everything else. */
    void require(FileKind wanted, String reasonCode, String name) {
        if (this == EMPTY) {
            throw new Rejected("empty_file", "The file is empty.");
        }
        if (this != wanted) {
            throw new Rejected(reasonCode, "The file is not %s: it is %s.".formatted(name, what));
        }
    }

    /** For people: the end of a sentence that starts with "it is". */
    String what() {
        return what;
    }

    private static FileKind ofText(String text) {
        String start = afterProlog(text);
        if (HTML_START.matcher(start).lookingAt()) {
            return HTML;
        }
        if (MARKUP_START.matcher(start).lookingAt()
                || MARKUP_START.matcher(text.strip()).lookingAt()) {
            String root = start.substring(0, Math.min(start.length(), ROOT_ELEMENT));
            return root.contains(OFFICE_2003) ? OLD_WORKBOOK : XML;
        }
        if (JSON_START.matcher(text).find()) {
            return JSON;
        }
        return isBinary(text) ? BINARY : TEXT;
    }

    /** What follows the declaration, processing instructions and comments that markup starts with. */
    private static String afterProlog(String text) {
        String rest = text.stripLeading();
        while (rest.startsWith("<?") || rest.startsWith("<!--")) {
            String close = rest.startsWith("<?") ? "?>" : "-->";
            int end = rest.indexOf(close);
            if (end < 0) {
                return rest;
            }
            rest = rest.substring(end + close.length()).stripLeading();
        }
        return rest;
    }

    private static boolean isBinary(String text) {
        long strange = text.chars().filter(FileKind::isControl).count();
        return text.indexOf('\0') >= 0 || strange * 200 > text.length();
    }

    private static boolean isControl(int character) {
        return character < ' ' && "\t\n\r\f".indexOf(character) < 0;
    }
}
