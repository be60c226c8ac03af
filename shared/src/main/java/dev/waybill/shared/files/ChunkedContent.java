package dev.waybill.shared.files;

import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A file's bytes, fetched one chunk at a time when they are needed. */
final class ChunkedContent extends InputStream {

    /** Where the chunks come from. */
    @FunctionalInterface
    interface Chunks {
        /** The chunk of that number, from 0; null when it is gone. */
        byte @Nullable [] fetch(int number);
    }

    private final Chunks chunks;
    private final int chunkBytes;
    private final long size;
    private long position;
    private byte[] current = {};
    private int currentNumber = -1;

    ChunkedContent(Chunks chunks, int chunkBytes, long size, long offset) {
        this.chunks = chunks;
        this.chunkBytes = chunkBytes;
        this.size = size;
        this.position = Math.clamp(offset, 0, size);
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, buffer.length);
        if (length == 0) {
            return 0;
        }
        if (position >= size) {
            return -1;
        }
        load((int) (position / chunkBytes));
        int from = (int) (position % chunkBytes);
        int count = Math.min(length, current.length - from);
        System.arraycopy(current, from, buffer, offset, count);
        position += count;
        return count;
    }

    @Override
    public long skip(long count) {
        long before = position;
        position = Math.clamp(position + Math.max(0, count), 0, size);
        return position - before;
    }

    @Override
    public int available() {
        long inCurrent = currentNumber == position / chunkBytes ? current.length - position % chunkBytes : 0;
        return (int) inCurrent;
    }

    private void load(int number) throws IOException {
        if (number == currentNumber) {
            return;
        }
        byte[] fetched = chunks.fetch(number);
        if (fetched == null || fetched.length != expected(number)) {
            throw new IOException("the file was deleted while it was read");
        }
        current = fetched;
        currentNumber = number;
    }

    private long expected(int number) {
        return Math.min(chunkBytes, size - (long) number * chunkBytes);
    }
}
