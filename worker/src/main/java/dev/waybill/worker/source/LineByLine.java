package dev.waybill.worker.source;

import java.io.IOException;
import java.io.Reader;

/**
 * Hands text on in pieces that never reach beyond the end of a line: a parser that gave up has then taken nothing of the
 * next line, and another one can go on there.
 */
final class LineByLine extends Reader {

    private final Reader text;
    private final char[] buffer = new char[1 << 14];
    private int position;
    private int limit;

    LineByLine(Reader text) {
        this.text = text;
    }

    @Override
    public int read(char[] target, int offset, int length) throws IOException {
        if (position == limit && !fill()) {
            return -1;
        }
        int end = Math.min(endOfLine(), position + length);
        int count = end - position;
        System.arraycopy(buffer, position, target, offset, count);
        position = end;
        return count;
    }

    @Override
    public void close() throws IOException {
        text.close();
    }

    private boolean fill() throws IOException {
        limit = Math.max(0, text.read(buffer, 0, buffer.length));
        position = 0;
        return limit > 0;
    }

    private int endOfLine() {
        for (int at = position; at < limit; at++) {
            if (buffer[at] == '\n' || (buffer[at] == '\r' && (at + 1 == limit || buffer[at + 1] != '\n'))) {
                return at + 1;
            }
        }
        return limit;
    }
}
