package dev.waybill.worker.source;

import dev.waybill.shared.job.Rejected;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.SequenceInputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/**
 * A CSV file as shops and spreadsheets write them (RFC 4180 with its usual liberties): encoding and delimiter are found
 * out, quoted fields may hold newlines, blank lines are passed over, short records are filled up, and a record that is
 * broken is a fault of its own.
 */
public final class CsvSource implements RecordSource {

    private static final int SAMPLE_BYTES = 1 << 16;

    private final Content content;
    private final CsvOptions options;
    private final ReadLimits limits;

    public CsvSource(Content content, CsvOptions options, ReadLimits limits) {
        this.content = content;
        this.options = options;
        this.limits = limits;
    }

    @Override
    public Survey survey() throws IOException {
        try (InputStream bytes = content.open()) {
            byte[] sample = bytes.readNBytes(SAMPLE_BYTES);
            Encoding encoding = Encoding.of(sample, options.charset());
            String text = encoding.text(sample);
            FileKind.of(sample, text).require(FileKind.TEXT, "not_a_csv", "a CSV");
            char delimiter = options.delimiter() != null ? options.delimiter() : Delimiter.of(text);
            Survey guess = new Survey(encoding.charset().name(), String.valueOf(delimiter), List.of(), 0);
            return survey(guess, encoding, new SequenceInputStream(new ByteArrayInputStream(sample), bytes));
        }
    }

    @Override
    public RecordReader open(Survey survey) throws IOException {
        TableReading reading = read(content.open(), survey);
        reading.header();
        return reading;
    }

    private Survey survey(Survey guess, Encoding encoding, InputStream bytes) throws IOException {
        Utf8Check check = new Utf8Check(bytes);
        TableReading reading = read(check, guess);
        reading.header();
        long records = reading.count(limits);
        if (records == 0) {
            throw new Rejected("empty_file", "The file has a header but no rows.");
        }
        boolean mistaken = !encoding.certain() && !check.valid();
        Survey counted = (mistaken ? guess.withCharset("windows-1252") : guess).withRecords(records);
        try (TableReading again = read(content.open(), counted)) {
            return counted.withColumns(again.header());
        }
    }

    private TableReading read(InputStream bytes, Survey survey) throws IOException {
        Charset charset = Charset.forName(Objects.requireNonNullElse(survey.charset(), StandardCharsets.UTF_8.name()));
        InputStream body = Encoding.withoutMark(bytes);
        char delimiter = Objects.requireNonNullElse(survey.delimiter(), ",").charAt(0);
        return new TableReading(new CsvRows(new InputStreamReader(body, charset), delimiter, limits));
    }
}
