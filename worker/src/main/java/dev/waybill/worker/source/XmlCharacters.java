package dev.waybill.worker.source;

import dev.waybill.shared.job.Rejected;
import java.io.IOException;
import java.io.Reader;

/**
 * The characters of an XML file from its first one on: blanks and marks before it, which the standard forbids and the
 * world writes, are left out. The distance between two {@code <} is limited, and a tag with it: a parser keeps a tag as a
 * whole before anybody can look at it.
 */
final class XmlCharacters extends Reader {

    private final Reader text;
    private final int mostBetween;
    private int between;
    private boolean started;

    XmlCharacters(Reader text, int mostBetween) {
        this.text = text;
        this.mostBetween = mostBetween;
    }

    @Override
    public int read(char[] target, int offset, int length) throws IOException {
        int count = started ? text.read(target, offset, length) : start(target, offset, length);
        for (int at = offset; at < offset + count; at++) {
            between = target[at] == '<' ? 0 : between + 1;
            if (between > mostBetween) {
                throw new Rejected("field_too_large", "A tag or text is far too long to be read.");
            }
        }
        return count;
    }

    @Override
    public void close() throws IOException {
        text.close();
    }

    private int start(char[] target, int offset, int length) throws IOException {
        int first = text.read();
        while (first == '\uFEFF' || Character.isWhitespace(first)) {
            first = text.read();
        }
        started = true;
        if (first < 0 || length == 0) {
            return -1;
        }
        target[offset] = (char) first;
        return 1;
    }
}
