package dev.waybill.worker.source;

import dev.waybill.shared.job.Rejected;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The formats that files and feeds come in. */
public enum SourceFormat {
    CSV,
    XML,
    EXCEL,
    JSON;

    private static final int SAMPLE_BYTES = 1 << 16;

    /**
     * The format of something that came without a word about it, or with one that may be wrong: what it starts with
     * outweighs what is said about it. A workbook that cannot be read, for example an encrypted one, is {@link #EXCEL}
     * too: {@link ExcelSource} refuses it and tells why.
     *
     * @param contentType the value of the header, parameters included; null when there is none
     * @param fileName a name, or the path of an address; null when there is none
     * @throws Rejected {@code empty_file}, {@code html_page} (often a login page), {@code unknown_format}
     */
    public static SourceFormat of(Content content, @Nullable String contentType, @Nullable String fileName)
            throws IOException {
        try (InputStream bytes = content.open()) {
            byte[] sample = bytes.readNBytes(SAMPLE_BYTES);
            String text = Encoding.of(sample, null).text(sample);
            return of(FileKind.of(sample, text), saysJson(contentType, fileName) && mayBeJson(text));
        }
    }

    private static SourceFormat of(FileKind kind, boolean json) {
        return switch (kind) {
            case EMPTY -> throw new Rejected("empty_file", "There is nothing in it.");
            case HTML ->
                throw new Rejected("html_page", "It is a web page, perhaps a login page, instead of a file or feed.");
            case COMPRESSED, PDF, RICH_TEXT, BINARY ->
                throw new Rejected(
                        "unknown_format", "It is neither CSV, XML, Excel nor JSON: it is " + kind.what() + ".");
            case ZIP, OLE, OLD_WORKBOOK -> EXCEL;
            case XML -> XML;
            case JSON -> JSON;
            case TEXT -> json ? JSON : CSV;
        };
    }

    private static boolean saysJson(@Nullable String contentType, @Nullable String fileName) {
        return Stream.of(contentType == null ? "" : contentType.split(";", 2)[0], fileName == null ? "" : fileName)
                .map(word -> word.strip().toLowerCase(Locale.ROOT))
                .anyMatch(word -> word.endsWith("/json") || word.endsWith("+json") || word.endsWith(".json"));
    }

    private static boolean mayBeJson(String text) {
        String start = text.stripLeading();
        return start.startsWith("[") || start.startsWith("{");
    }
}
