package dev.waybill.worker.source;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.util.TokenBuffer;
import dev.waybill.shared.job.JobJson;
import dev.waybill.shared.job.Rejected;
import java.io.Closeable;
import java.io.IOException;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Records of JSON texts with their structure, one after the other; each fits into memory. */
public final class JsonTrees implements Closeable {

    private final Iterator<Content> texts;
    private final @Nullable String records;
    private final long mostChars;
    private @Nullable JsonRecords open;

    /**
     * @param records JSON pointer (RFC 6901) to the array of records in each text, or to an object whose members are the
     *     records; null when each text is that array
     * @param mostChars a longer record is a fault
     */
    public JsonTrees(List<Content> texts, @Nullable String records, long mostChars) {
        this.texts = texts.iterator();
        this.records = records;
        this.mostChars = mostChars;
    }

    /** A record, or why there is none. */
    public sealed interface Read {
        /** As it stands there. */
        record Tree(JsonNode node) implements Read {}

        /** It cannot be read; the next one can. */
        record Faulty(Fault fault) implements Read {}
    }

    /**
     * The next record; null after the last.
     *
     * @throws Rejected {@code not_json}, {@code json_malformed}, {@code json_too_complex}
     */
    public @Nullable Read next() throws IOException {
        while (open != null || texts.hasNext()) {
            if (open == null) {
                open = new JsonRecords(texts.next().open(), records);
            }
            if (open.next()) {
                return read(open);
            }
            open.close();
            open = null;
        }
        return null;
    }

    @Override
    public void close() throws IOException {
        if (open != null) {
            open.close();
        }
    }

    private Read read(JsonRecords at) throws IOException {
        try (TokenBuffer buffer = new TokenBuffer(at.parser())) {
            buffer.forceUseOfBigDecimal(true);
            return copy(at, buffer)
                    ? tree(buffer)
                    : new Read.Faulty(
                            new Fault("subject_too_large", "It is longer than %,d characters.".formatted(mostChars)));
        }
    }

    /** False when it is too long; the parser stands behind it in any case. */
    private boolean copy(JsonRecords at, TokenBuffer buffer) throws IOException {
        try {
            JsonParser parser = at.parser();
            long start = position(parser);
            boolean fits = true;
            int depth = 0;
            while (true) {
                fits = fits && position(parser) - start <= mostChars;
                if (fits) {
                    buffer.copyCurrentEvent(parser);
                }
                JsonToken token = parser.currentToken();
                depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
                if (depth == 0) {
                    return fits;
                }
                JsonToken unusedNext = parser.nextToken();
            }
        } catch (JsonProcessingException broken) {
            throw at.refused(broken);
        }
    }

    private static long position(JsonParser parser) {
        return Math.max(
                parser.currentLocation().getCharOffset(),
                parser.currentLocation().getByteOffset());
    }

    private static Read tree(TokenBuffer buffer) throws IOException {
        try (JsonParser tokens = buffer.asParser()) {
            return new Read.Tree(JobJson.MAPPER.readTree(tokens));
        } catch (JsonProcessingException twice) {
            return new Read.Faulty(new Fault("json_malformed", "It names a member twice."));
        }
    }
}
