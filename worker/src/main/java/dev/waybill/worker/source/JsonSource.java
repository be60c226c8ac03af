package dev.waybill.worker.source;

import dev.waybill.shared.job.Rejected;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Records in JSON: a document, JSON Lines, or the pages of an API one after the other. Columns are the paths of the
 * records' values ({@code price/amount}; a slash in a name is {@code ~1}), those of all records together; an array holds several
 * values of its path, and a record that is a member of an object has its name under {@code @key}.
 */
public final class JsonSource implements RecordSource {

    private final List<Content> texts;
    private final JsonOptions options;
    private final ReadLimits limits;

    public JsonSource(Content text, JsonOptions options, ReadLimits limits) {
        this(List.of(text), options, limits);
    }

    /** @param texts read as if they were one; the records of each stand at the same place */
    public JsonSource(List<Content> texts, JsonOptions options, ReadLimits limits) {
        this.texts = List.copyOf(texts);
        this.options = options;
        this.limits = limits;
    }

    /**
     * {@inheritDoc}
     *
     * @throws Rejected {@code not_json}, {@code json_malformed}, {@code json_too_complex}, {@code records_not_found},
     *     {@code empty_file}, {@code too_many_columns}, {@code too_many_rows}
     */
    @Override
    public Survey survey() throws IOException {
        PathColumns columns = new PathColumns(limits);
        long records = 0;
        try (JsonReading reading = new JsonReading(texts, options, limits)) {
            for (RecordFields next = reading.next(); next != null; next = reading.next()) {
                columns.addAll(next);
                requireWithin(++records);
            }
            requireRecords(reading, records);
        }
        return new Survey(null, null, columns.names(), records);
    }

    @Override
    public RecordReader open(Survey survey) {
        JsonReading reading = new JsonReading(texts, options, limits);
        return new Rows(reading, PathColumns.of(survey.columns(), limits));
    }

    private void requireWithin(long records) {
        if (records > limits.records()) {
            throw new Rejected(
                    "too_many_rows", "There are more than %,d records; split them.".formatted(limits.records()));
        }
    }

    private void requireRecords(JsonReading reading, long records) throws IOException {
        if (!reading.found()) {
            throw texts.isEmpty() ? empty() : JsonHint.recordsNotFound(texts.getFirst());
        }
        if (records == 0) {
            throw empty();
        }
        boolean atRoot = Objects.requireNonNullElse(options.records(), "").isEmpty();
        if (atRoot
                && records == 1
                && !reading.listed()
                && !JsonHint.places(texts.getFirst()).isEmpty()) {
            // one object that holds a list: hardly a record
            throw JsonHint.recordsNotFound(texts.getFirst());
        }
    }

    private static Rejected empty() {
        return new Rejected("empty_file", "There are no records.");
    }

    /** The records under the columns that a survey found. */
    private static final class Rows implements RecordReader {

        private final JsonReading reading;
        private final PathColumns columns;
        private long number;

        Rows(JsonReading reading, PathColumns columns) {
            this.reading = reading;
            this.columns = columns;
        }

        @Override
        public @Nullable SourceRecord next() throws IOException {
            RecordFields fields = reading.next();
            return fields == null ? null : columns.row(number++, fields);
        }

        @Override
        public void close() throws IOException {
            reading.close();
        }
    }
}
