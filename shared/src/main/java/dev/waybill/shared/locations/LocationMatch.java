package dev.waybill.shared.locations;

import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A stored location that a draft may be a duplicate of.
 *
 * @param identity its key, so that the draft can be written to it
 * @param by what they have in common
 * @param certain whether they are the same beyond reasonable doubt
 */
public record LocationMatch(long locationId, LocationIdentity identity, Set<By> by, boolean certain) {

    /** What two locations can have in common. */
    public enum By {
        /** The whole identity. */
        IDENTITY,
        PHONE,
        /** The website's host, in the same city. */
        WEBSITE,
        /** A similar name at an address in the same city. */
        ADDRESS,
        /** A similar name within 150 metres. */
        POSITION
    }

    /** For the item's warnings: {@code possible duplicate of location 42 (phone)}. */
    public String warning() {
        String what = by.stream()
                .sorted()
                .map(one -> one.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(", "));
        return (certain ? "duplicate" : "possible duplicate") + " of location " + locationId + " (" + what + ")";
    }
}
