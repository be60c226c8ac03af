package dev.waybill.worker.inventory;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.waybill.shared.job.JobJson;
import dev.waybill.worker.source.Fault;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import org.jspecify.annotations.Nullable;

/** Reads JSON Lines: a line that is broken does not break the next. Its position is that of a byte. */
final class LineReader implements SubjectReader {

    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private final InputStream bytes;
    private final SubjectShape shape;
    private final int mostBytes;
    private final Runnable throwIfStopped;
    private final byte[] buffer = new byte[1 << 16];
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private int at;
    private int end;
    private long offset;
    private boolean tooLong;

    /**
     * @param bytes from the offset on; closed with this
     * @param offset where a line begins
     * @param throwIfStopped asked now and then
     */
    LineReader(InputStream bytes, long offset, SubjectShape shape, int mostBytes, Runnable throwIfStopped) {
        this.throwIfStopped = throwIfStopped;
        this.bytes = bytes;
        this.offset = offset;
        this.shape = shape;
        this.mostBytes = mostBytes;
    }

    @Override
    public @Nullable Found next() throws IOException {
        while (readLine()) {
            if (tooLong) {
                return bad("subject_too_large", "The line is longer than %,d bytes.".formatted(mostBytes));
            }
            String text = decoded();
            if (text == null) {
                return bad("not_utf8", "The line is not in UTF-8.");
            }
            if (!text.isBlank()) {
                return parsed(text);
            }
        }
        return null;
    }

    /** How many records there are, good or bad. */
    long count() throws IOException {
        long count = 0;
        while (readLine()) {
            count += tooLong || !isBlank(line.toByteArray()) ? 1 : 0;
        }
        return count;
    }

    @Override
    public String position() {
        return Long.toString(offset);
    }

    @Override
    public void close() throws IOException {
        bytes.close();
    }

    private Found parsed(String text) {
        try {
            return shape.subject(JobJson.MAPPER.readTree(text));
        } catch (JsonProcessingException malformed) {
            return bad("json_malformed", "The line is no JSON.");
        }
    }

    private @Nullable String decoded() {
        try {
            String text = UTF_8.newDecoder()
                    .decode(ByteBuffer.wrap(line.toByteArray()))
                    .toString();
            return text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
        } catch (CharacterCodingException malformed) {
            return null;
        }
    }

    /** False when there is none any more. */
    private boolean readLine() throws IOException {
        line.reset();
        tooLong = false;
        boolean any = false;
        while (at < end || fill()) {
            any = true;
            int from = at;
            while (at < end && buffer[at] != '\n') {
                at++;
            }
            keep(from, at - from);
            offset += at - from;
            if (at < end) {
                at++;
                offset++;
                return true;
            }
        }
        return any;
    }

    private void keep(int from, int length) {
        if (line.size() + length > mostBytes) {
            tooLong = true;
        } else {
            line.write(buffer, from, length);
        }
    }

    private boolean fill() throws IOException {
        throwIfStopped.run();
        at = 0;
        end = Math.max(0, bytes.read(buffer, 0, buffer.length));
        return end > 0;
    }

    private static boolean isBlank(byte[] line) {
        for (byte one : line) {
            if (one != ' ' && one != '\t' && one != '\r') {
                return false;
            }
        }
        return true;
    }

    private static Found bad(String code, String message) {
        return new Found.Bad(new Fault(code, message), null, null);
    }
}
