package dev.waybill.worker.source;

import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import dev.waybill.shared.job.Rejected;
import java.io.Closeable;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The rows of a CSV text: what the parser refuses is a fault of that row, and the next row is read as if nothing was. */
final class CsvRows implements Closeable {

    private final RecordCollector collector;
    private final CloseableIterator<RawRecord> records;
    private boolean inBrokenRow;
    private boolean ended;

    CsvRows(Reader text, char delimiter, ReadLimits limits) {
        this.collector = new RecordCollector(limits);
        this.records = CsvReader.builder()
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

    /** The next row, blank ones included; null after the last. */
    @Nullable
    RawRecord next() throws IOException {
        while (!ended) {
            RawRecord record = read();
            if (record != null) {
                return record;
            }
        }
        return null;
    }

    @Override
    public void close() throws IOException {
        records.close();
    }

    private @Nullable RawRecord read() throws IOException {
        try {
            if (!records.hasNext()) {
                ended = true;
                return null;
            }
            return unlessRest(Objects.requireNonNull(records.next()));
        } catch (UncheckedIOException failure) {
            throw failure.getCause();
        } catch (CsvParseException refused) {
            if (refused.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            return broken(String.valueOf(refused.getMessage()));
        }
    }

    /** After a stray quote the parser goes on right behind it: the rest of that row is no row. */
    private @Nullable RawRecord unlessRest(RawRecord record) {
        if (!inBrokenRow) {
            return record;
        }
        inBrokenRow = false;
        collector.takeBackRow();
        return null;
    }

    private @Nullable RawRecord broken(String refusal) {
        if (refusal.contains("buffer size")) {
            throw new Rejected("field_too_large", "A field is far too long; perhaps a quote is never closed.");
        }
        boolean unclosed = refusal.contains("Unclosed");
        ended = unclosed;
        if (inBrokenRow) {
            collector.takeBackRow();
            return null;
        }
        inBrokenRow = true;
        return collector.broken(
                unclosed
                        ? new Fault("unclosed_quote", "A quote opens in this row and is never closed.")
                        : new Fault("stray_quote", "A quoted field of the row has text after its closing quote."));
    }
}
