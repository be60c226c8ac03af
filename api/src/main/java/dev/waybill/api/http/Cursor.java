package dev.waybill.api.http;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** A place in a list, in a form that nobody should calculate with. */
public final class Cursor {

    private Cursor() {}

    /** The place behind this key. */
    public static String encode(long key) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(Long.toString(key).getBytes(StandardCharsets.US_ASCII));
    }

    /** Null when it is none of ours. */
    static @Nullable Long decode(String cursor) {
        try {
            String key = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.US_ASCII);
            return key.matches("0|[1-9][0-9]{0,17}") ? Long.valueOf(key) : null;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
