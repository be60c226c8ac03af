package dev.waybill.worker.source;

import dev.waybill.shared.job.Rejected;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;

/**
 * Records in JSON: a document, JSON Lines, or the pages of an API one after the other. Columns are the paths of the
 * records' values ({@code price/amount}; a slash in a name is {@code ~1}), those of all records together; what an array
 * holds is one value a line under the array's path.
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

    @Override
    public Survey survey() throws IOException {
        try (JsonReading reading = new JsonReading(texts, options, limits, 0)) {
            long records = count(reading);
            requireRecords(reading, records);
            return new Survey(null, null, uniqueNames(reading.paths()), records);
        }
    }

    @Override
    public RecordReader open(Survey survey) {
        return new JsonReading(texts, options, limits, survey.columns().size());
    }

    private long count(JsonReading reading) throws IOException {
        long records = 0;
        while (reading.next() != null) {
            if (++records > limits.records()) {
                throw new Rejected(
                        "too_many_rows", "There are more than %,d records; split them.".formatted(limits.records()));
            }
        }
        return records;
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

    private static List<String> uniqueNames(List<String> paths) {
        List<String> names = new ArrayList<>();
        Set<String> taken = new HashSet<>();
        for (String path : paths) {
            String name = path.isBlank() ? "column " + (names.size() + 1) : path.strip();
            String unique = name;
            for (int copy = 2; !taken.add(unique.toLowerCase(Locale.ROOT)); copy++) {
                unique = name + " (" + copy + ")";
            }
            names.add(unique);
        }
        return names;
    }
}
