package dev.waybill.worker.reviewpack;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import dev.waybill.shared.files.CsvCell;
import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A file of rows: UTF-8, RFC 4180, and nothing in it that a spreadsheet would run. */
final class CsvFile implements Closeable {

    private final CsvWriter csv;
    private long rows;

    CsvFile(Path file, String... header) throws IOException {
        csv = CsvWriter.builder()
                .lineDelimiter(LineDelimiter.CRLF)
                .build(Files.newBufferedWriter(file, StandardCharsets.UTF_8));
        csv.writeRecord(header);
    }

    /** Null becomes an empty cell; what is no text is written as it says itself. */
    void row(@Nullable Object... cells) {
        csv.writeRecord(Arrays.stream(cells).map(CsvFile::cell).toArray(String[]::new));
        rows++;
    }

    /** Written so far, without the header. */
    long rows() {
        return rows;
    }

    @Override
    public void close() throws IOException {
        csv.close();
    }

    private static String cell(@Nullable Object value) {
        if (value == null) {
            return "";
        }
        return value instanceof String text ? CsvCell.inert(text) : value.toString();
    }
}
