package dev.waybill.worker.source;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** Bytes that remember what their own reading threw, so that it is told from what a parser throws about them. */
final class OwnFailures extends FilterInputStream {

    private @Nullable IOException unreadable;
    private @Nullable RuntimeException stopped;

    OwnFailures(InputStream bytes) {
        super(bytes);
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        try {
            return super.read(buffer, offset, length);
        } catch (IOException e) {
            unreadable = e;
            throw e;
        } catch (RuntimeException e) {
            stopped = e;
            throw e;
        }
    }

    /** Throws what the reading threw, if it did. */
    void rethrow() throws IOException {
        if (unreadable != null) {
            throw unreadable;
        }
        if (stopped != null) {
            throw stopped;
        }
    }
}
