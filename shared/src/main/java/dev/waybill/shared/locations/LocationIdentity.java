package dev.waybill.shared.locations;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What makes two drafts the same location of a workspace: the id in the system it comes from; without one, name, address,
 * city, zip and country together, whatever their case, accents and punctuation. Without an address the coordinates take
 * its place, to about ten metres.
 *
 * @param key at most {@value #LONGEST} characters; says which of the two it is
 */
public record LocationIdentity(String key) {

    /** The longest key, in characters. */
    public static final int LONGEST = 640;

    static LocationIdentity of(LocationDraft draft) {
        String sourceId = draft.sourceId();
        return new LocationIdentity(sourceId == null ? place(draft) : shortened("id:" + sourceId));
    }

    private static String place(LocationDraft draft) {
        return shortened(Stream.of(
                        part(draft.name()), where(draft), part(draft.city()), part(draft.zip()), part(draft.country()))
                .collect(Collectors.joining("|", "place:", "")));
    }

    private static String where(LocationDraft draft) {
        String address = draft.address();
        if (address != null) {
            return NameKey.ofAddress(address);
        }
        return draft.lat() == null || draft.lng() == null ? "" : "%.4f %.4f".formatted(draft.lat(), draft.lng());
    }

    private static String part(@Nullable String text) {
        return text == null ? "" : NameKey.of(text);
    }

    private static String shortened(String key) {
        if (key.length() <= LONGEST) {
            return key;
        }
        String kind = key.substring(0, key.indexOf(':') + 1);
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(key.getBytes(UTF_8));
            return kind + "sha256 " + HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
