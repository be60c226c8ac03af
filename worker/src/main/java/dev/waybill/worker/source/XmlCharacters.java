package dev.waybill.worker.source;

import dev.waybill.shared.job.Rejected;
import java.io.IOException;
import java.io.Reader;

/**
 * The characters of an XML file from its first one on: blanks and marks before it, which the standard forbids and the
 * world writes, are left out. Characters in a row that could all belong to one name are limited, since a parser keeps a
 * name as a whole before anybody can look at it.
 */
final class XmlCharacters extends Reader {

    private final Reader text;
    private final int longestRun;
    private int run;
    private boolean started;

    XmlCharacters(Reader text, int longestRun) {
        this.text = text;
        this.longestRun = longestRun;
    }

    @Override
    public int read(char[] target, int offset, int length) throws IOException {
        int count = started ? text.read(target, offset, length) : start(target, offset, length);
        for (int at = offset; at < offset + count; at++) {
            run = mayStandInName(target[at]) ? run + 1 : 0;
            if (run > longestRun) {
                throw new Rejected("field_too_large", "A value is far too long to be read.");
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

    private static boolean mayStandInName(char character) {
        return switch (character) {
            case '<', '>', '=', '"', '\'', '/', '&', ';', ' ', '\t', '\r', '\n' -> false;
            default -> true;
        };
    }
}
