package dev.waybill.worker.source;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import dev.waybill.shared.job.Rejected;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The rows of a CSV text: what the parser refuses is a fault of that row, and it goes on with the next line. */
final class CsvRows implements Rows {

    private final LineByLine text;
    private final char delimiter;
    private final ReadLimits limits;
    private final RecordCollector collector;
    private Iterator<RawRecord> records;
    private boolean started;

    CsvRows(Reader text, char delimiter, ReadLimits limits) {
        this.text = new LineByLine(text);
        this.delimiter = delimiter;
        this.limits = limits;
        this.collector = new RecordCollector(limits);
        this.records = parse();
    }

    @Override
    public @Nullable RawRecord next() throws IOException {
        RawRecord row = read();
        boolean separatorLine = !started && row != null && isSeparatorLine(row);
        started = started || (row != null && !row.blank());
        return separatorLine ? read() : row;
    }

    @Override
    public void close() throws IOException {
        text.close();
    }

    private @Nullable RawRecord read() throws IOException {
        try {
            return records.hasNext() ? records.next() : null;
        } catch (UncheckedIOException failure) {
            throw failure.getCause();
        } catch (CsvParseException refused) {
            if (refused.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            return broken(String.valueOf(refused.getMessage()));
        }
    }

    private Iterator<RawRecord> parse() {
        return CsvReader.builder()
                .fieldSeparator(delimiter)
                .skipEmptyLines(false)
                .trimWhitespacesAroundQuotes(true)
                .allowUnclosedQuote(false)
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                .maxBufferSize(limits.bufferChars())
                .build(collector, text)
                .iterator();
    }

    private RawRecord broken(String refusal) {
        if (refusal.contains("buffer size")) {
            throw new Rejected("field_too_large", "A field is far too long; perhaps a quote is never closed.");
        }
        // what is left of the line stays in the old parser
        records = parse();
        return collector.broken(
                refusal.contains("Unclosed")
                        ? new Fault("unclosed_quote", "A quote opens in this row and is never closed.")
                        : new Fault("stray_quote", "A quoted field of the row has text after its closing quote."));
    }

    /** Excel's own first line, which names the delimiter. */
    private static boolean isSeparatorLine(RawRecord record) {
        return record.fault() == null
                && record.fields().size() <= 2
                && record.fields().getFirst().toLowerCase(Locale.ROOT).startsWith("sep=");
    }
}
