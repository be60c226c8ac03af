package dev.waybill.api.reviewpack;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The part of a file that a request asks for (RFC 9110, section 14).
 *
 * @param first position of its first byte, from 0
 * @param last position of its last byte
 */
record ByteRange(long first, long last) {

    private static final Pattern ONE = Pattern.compile("bytes=\\s*([0-9]{1,18})?\\s*-\\s*([0-9]{1,18})?\\s*");

    /** Nothing of the file lies in the range. */
    static final class Unsatisfiable extends Exception {
        Unsatisfiable() {
            super("unsatisfiable", null, false, false);
        }
    }

    /**
     * The range; empty when the whole file is to be sent: without one, with one that nobody understands, and with several,
     * as a server may.
     *
     * @param size of the file, in bytes, from 1
     */
    static Optional<ByteRange> of(@Nullable String header, long size) throws Unsatisfiable {
        Matcher range = ONE.matcher(header == null ? "" : header);
        if (!range.matches()) {
            return Optional.empty();
        }
        String first = range.group(1);
        String last = range.group(2);
        if (first == null) {
            return last == null ? Optional.empty() : Optional.of(suffix(Long.parseLong(last), size));
        }
        long from = Long.parseLong(first);
        long to = last == null ? Long.MAX_VALUE : Long.parseLong(last);
        if (to < from) {
            return Optional.empty();
        }
        if (from >= size) {
            throw new Unsatisfiable();
        }
        return Optional.of(new ByteRange(from, Math.min(to, size - 1)));
    }

    long length() {
        return last - first + 1;
    }

    private static ByteRange suffix(long length, long size) throws Unsatisfiable {
        if (length == 0) {
            throw new Unsatisfiable();
        }
        return new ByteRange(Math.max(0, size - length), size - 1);
    }
}
