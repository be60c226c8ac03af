package dev.waybill.shared.access;

import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An API key as its holder knows it: {@code wbk_<public id>_<secret>}.
 *
 * @param publicId finds the key; no secret
 * @param secret never stored
 */
public record KeyText(String publicId, String secret) {

    private static final Pattern FORM = Pattern.compile("wbk_([A-Za-z0-9]{4,32})_([A-Za-z0-9-]{32,128})");
    private static final int FEWEST_DIFFERENT = 12;
    private static final int PUBLIC_BYTES = 6;

    /** A new one: the secret has 256 random bits. */
    public static KeyText random() {
        return new KeyText(HexFormat.of().formatHex(Secrets.random(PUBLIC_BYTES)), Secrets.token());
    }

    /** Empty when the text has not the form of a key. */
    public static Optional<KeyText> parse(String text) {
        Matcher form = FORM.matcher(text);
        return form.matches() ? Optional.of(new KeyText(form.group(1), form.group(2))) : Optional.empty();
    }

    /** Whether the secret, which somebody has made up, can have come from a generator: not one character repeated. */
    public boolean looksRandom() {
        return secret.chars().distinct().count() >= FEWEST_DIFFERENT;
    }

    byte[] hash() {
        return Secrets.hash(secret);
    }

    /** The whole of it, for whoever it is made for. */
    public String text() {
        return "wbk_" + publicId + "_" + secret;
    }

    /** Without the secret, so that no log can have it. */
    @Override
    public String toString() {
        return "wbk_" + publicId + "_…";
    }
}
