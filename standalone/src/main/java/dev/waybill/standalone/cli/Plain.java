package dev.waybill.standalone.cli;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/** Text of a server, made fit for a terminal: nothing in it moves the cursor, changes colours or hides what follows. */
final class Plain {

    private static final int ZERO_WIDTH_NON_JOINER = 0x200c;
    private static final int ZERO_WIDTH_JOINER = 0x200d;

    private Plain() {}

    /** One line; empty for null. */
    static String line(@Nullable String text) {
        if (text == null) {
            return "";
        }
        StringBuilder plain = new StringBuilder(text.length());
        text.codePoints()
                .map(c -> Character.isWhitespace(c) ? ' ' : c)
                .filter(c -> !isUnfit(c))
                .forEach(plain::appendCodePoint);
        return plain.toString().strip();
    }

    /** JSON with the same characters escaped; they can stand in strings only. */
    static String json(String json) {
        StringBuilder plain = new StringBuilder(json.length());
        json.codePoints().forEach(c -> {
            if (isUnfit(c)) {
                for (char unit : Character.toChars(c)) {
                    plain.append("\\u%04x".formatted((int) unit));
                }
            } else {
                plain.appendCodePoint(c);
            }
        });
        return plain.toString();
    }

    private static boolean isUnfit(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> true;
            case Character.FORMAT -> c != ZERO_WIDTH_JOINER && c != ZERO_WIDTH_NON_JOINER;
            default -> false;
        };
    }

    /** Leaves the control characters of UTF-8 out, but for line feeds and tabs. */
    static final class Output extends FilterOutputStream {

        private static final int BEFORE_C1 = 0xc2;
        private boolean held;

        Output(OutputStream target) {
            super(target);
        }

        @Override
        public void write(int value) throws IOException {
            int octet = value & 0xff;
            boolean c1 = held && octet >= 0x80 && octet < 0xa0;
            if (held && !c1) {
                out.write(BEFORE_C1);
            }
            held = octet == BEFORE_C1;
            boolean control = octet == 0x7f || (octet < 0x20 && octet != '\n' && octet != '\t');
            if (!held && !c1 && !control) {
                out.write(octet);
            }
        }
    }
}
