package dev.waybill.shared.locations;

import java.text.Normalizer;
import java.util.Map;
import java.util.regex.Pattern;

/** Text without markup, control and direction characters, and with single blanks. */
public final class PlainText {

    private static final Pattern MARKUP = Pattern.compile("</?[a-zA-Z!][^<>]*>");
    private static final Pattern INVISIBLE = Pattern.compile("[\\p{Cf}\\p{Cs}\\p{Co}\\p{Cn}[\\p{Cc}&&[^\\s]]]");
    private static final Pattern BLANKS = Pattern.compile("[\\s\\p{Z}]+");
    private static final Map<String, String> ENTITIES =
            Map.of("&lt;", "<", "&gt;", ">", "&quot;", "\"", "&#39;", "'", "&#039;", "'", "&apos;", "'", "&nbsp;", " ");
    private static final int MOST_ROUNDS = 3;

    private PlainText() {}

    /** The text as people read it; empty when nothing is left. */
    public static String of(String text) {
        String composed = Normalizer.normalize(text, Normalizer.Form.NFC);
        String visible = INVISIBLE.matcher(withoutMarkup(composed)).replaceAll("");
        return BLANKS.matcher(visible).replaceAll(" ").strip();
    }

    /** Whether it holds what {@link #of} takes for markup. */
    public static boolean hasMarkup(String text) {
        String plain = text;
        for (int round = 0; round < MOST_ROUNDS; round++) {
            if (MARKUP.matcher(plain).find()) {
                return true;
            }
            plain = decoded(plain);
        }
        return MARKUP.matcher(plain).find();
    }

    /** What was escaped may be markup again, so the two take turns. */
    private static String withoutMarkup(String text) {
        String plain = text;
        for (int round = 0; round < MOST_ROUNDS; round++) {
            plain = decoded(MARKUP.matcher(plain).replaceAll(" "));
        }
        return MARKUP.matcher(plain).replaceAll(" ");
    }

    private static String decoded(String text) {
        if (text.indexOf('&') < 0) {
            return text;
        }
        String plain = text;
        for (Map.Entry<String, String> entity : ENTITIES.entrySet()) {
            plain = plain.replace(entity.getKey(), entity.getValue());
        }
        return plain.replace("&amp;", "&");
    }
}
