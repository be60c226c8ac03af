package dev.waybill.worker.source;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import dev.waybill.shared.job.Rejected;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * What a page says of itself.
 *
 * @param records how many it holds
 * @param found whether their place was there
 * @param next the cursor or address of the next page; null when it names none
 */
record PageScan(long records, boolean found, @Nullable String next) {

    /**
     * Reads the page twice, in constant memory.
     *
     * @param pointer to its records; null when the page is their array
     * @param next pointer to the cursor or address of the next page; null when there is none in it
     * @throws Rejected when it is no JSON
     */
    static PageScan of(Content page, @Nullable String pointer, @Nullable String next) throws IOException {
        try (JsonRecords records = new JsonRecords(page.open(), pointer)) {
            long count = 0;
            while (records.next()) {
                skip(records);
                count++;
            }
            boolean found = records.found() && (records.listed() || count == 0);
            return new PageScan(count, found, next == null ? null : text(page, JsonPointer.compile(next)));
        }
    }

    private static void skip(JsonRecords records) throws IOException {
        try {
            records.parser().skipChildren();
        } catch (JsonProcessingException failure) {
            throw records.refused(failure);
        }
    }

    private static @Nullable String text(Content page, JsonPointer pointer) throws IOException {
        try (JsonParser parser = JsonText.parse(page.open())) {
            if (parser.nextToken() == null || !JsonText.descend(parser, pointer)) {
                return null;
            }
            boolean sayable = parser.hasToken(JsonToken.VALUE_STRING) || parser.hasToken(JsonToken.VALUE_NUMBER_INT);
            String text = sayable ? parser.getText() : "";
            return text.isBlank() ? null : text;
        }
    }
}
