package dev.waybill.worker.source;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/** Passes bytes on and notices whether all of them were UTF-8. */
final class Utf8Check extends FilterInputStream {

    private final CharsetDecoder decoder = StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    private final CharBuffer scratch = CharBuffer.allocate(1 << 13);
    private ByteBuffer pending = ByteBuffer.allocate(1 << 14).flip();
    private boolean valid = true;

    Utf8Check(InputStream bytes) {
        super(bytes);
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int count = super.read(buffer, offset, length);
        if (count > 0 && valid) {
            check(buffer, offset, count);
        }
        return count;
    }

    /** Whether what was read so far is UTF-8; a character cut off at the end is not. */
    boolean valid() {
        return valid && !pending.hasRemaining();
    }

    private void check(byte[] buffer, int offset, int count) {
        ByteBuffer joined = ByteBuffer.allocate(pending.remaining() + count);
        joined.put(pending).put(buffer, offset, count).flip();
        pending = joined;
        while (valid) {
            scratch.clear();
            var result = decoder.decode(pending, scratch, false);
            valid = !result.isError();
            if (result.isUnderflow()) {
                return;
            }
        }
    }
}
