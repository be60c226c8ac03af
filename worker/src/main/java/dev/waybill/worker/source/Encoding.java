package dev.waybill.worker.source;

import dev.waybill.shared.job.Rejected;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How a text is encoded, as far as its beginning tells.
 *
 * @param charset the encoding
 * @param certain false when it is UTF-8 unless a later byte says otherwise
 */
record Encoding(Charset charset, boolean certain) {

    private static final byte[] UTF_8 = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};
    private static final byte[] UTF_16_LE = {(byte) 0xFF, (byte) 0xFE};
    private static final byte[] UTF_16_BE = {(byte) 0xFE, (byte) 0xFF};

    private static final Pattern DECLARED =
            Pattern.compile("\\s*<\\?xml\\s[^>]{0,200}?encoding\\s*=\\s*[\"']([A-Za-z][A-Za-z0-9._:-]{0,40})[\"']");

    static Encoding of(byte[] sample, @Nullable Charset stated) {
        if (startsWith(sample, UTF_8)) {
            return new Encoding(StandardCharsets.UTF_8, true);
        }
        if (startsWith(sample, UTF_16_LE)) {
            return new Encoding(StandardCharsets.UTF_16LE, true);
        }
        if (startsWith(sample, UTF_16_BE)) {
            return new Encoding(StandardCharsets.UTF_16BE, true);
        }
        return stated == null ? byZeroBytes(sample) : new Encoding(withKnownOrder(stated, sample), true);
    }

    /**
     * Of an XML file, which may name it itself.
     *
     * @throws Rejected {@code charset_unknown}
     */
    static Encoding ofXml(byte[] sample) {
        Encoding found = of(sample, null);
        Matcher declaration = DECLARED.matcher(new String(sample, StandardCharsets.ISO_8859_1));
        if (found.certain() || !declaration.lookingAt()) {
            return found;
        }
        Charset declared = charset(declaration.group(1));
        // a declaration in single bytes that claims two of them is a mistake that database exports make
        return declared.name().startsWith("UTF-16") ? found : new Encoding(declared, true);
    }

    /** The sample as text, without its byte order mark. */
    String text(byte[] sample) {
        int mark = markLength(sample, sample.length);
        return new String(sample, mark, sample.length - mark, charset);
    }

    /** The same bytes without the byte order mark they may start with. */
    static InputStream withoutMark(InputStream bytes) throws IOException {
        PushbackInputStream stream = new PushbackInputStream(bytes, 3);
        byte[] head = stream.readNBytes(3);
        int mark = markLength(head, head.length);
        stream.unread(head, mark, head.length - mark);
        return stream;
    }

    private static Charset charset(String name) {
        try {
            return Charset.forName(name);
        } catch (IllegalArgumentException unknown) {
            throw new Rejected("charset_unknown", "There is no encoding named " + name + ".");
        }
    }

    /** Latin text in UTF-16 has a zero in every other byte; no other text has any. */
    private static Encoding byZeroBytes(byte[] sample) {
        int[] zeros = zeros(sample);
        int enough = Math.max(1, sample.length / 50);
        if (zeros[1] >= enough && zeros[0] * 20 <= zeros[1]) {
            return new Encoding(StandardCharsets.UTF_16LE, true);
        }
        if (zeros[0] >= enough && zeros[1] * 20 <= zeros[0]) {
            return new Encoding(StandardCharsets.UTF_16BE, true);
        }
        return new Encoding(StandardCharsets.UTF_8, false);
    }

    private static Charset withKnownOrder(Charset stated, byte[] sample) {
        if (!stated.equals(StandardCharsets.UTF_16)) {
            return stated;
        }
        int[] zeros = zeros(sample);
        return zeros[1] > zeros[0] ? StandardCharsets.UTF_16LE : StandardCharsets.UTF_16BE;
    }

    private static int[] zeros(byte[] sample) {
        int[] zeros = new int[2];
        for (int at = 0; at < sample.length; at++) {
            if (sample[at] == 0) {
                zeros[at % 2]++;
            }
        }
        return zeros;
    }

    private static int markLength(byte[] bytes, int length) {
        byte[] head = Arrays.copyOf(bytes, Math.min(length, 3));
        if (startsWith(head, UTF_8)) {
            return UTF_8.length;
        }
        return startsWith(head, UTF_16_LE) || startsWith(head, UTF_16_BE) ? 2 : 0;
    }

    private static boolean startsWith(byte[] bytes, byte[] prefix) {
        return bytes.length >= prefix.length && Arrays.equals(bytes, 0, prefix.length, prefix, 0, prefix.length);
    }
}
