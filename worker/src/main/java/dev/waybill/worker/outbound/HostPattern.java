package dev.waybill.worker.outbound;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A host by name: {@code feeds.internal}, or {@code *.internal} for all names that end so.
 *
 * @param name in lower case
 */
record HostPattern(String name) {

    private static final Pattern VALID = Pattern.compile("(\\*\\.)?[a-z0-9_]([a-z0-9_.:-]*[a-z0-9_:])?");

    HostPattern {
        if (!VALID.matcher(name).matches()) {
            throw new IllegalArgumentException("not the name of a host: " + name);
        }
    }

    static HostPattern parse(String text) {
        return new HostPattern(text.strip().toLowerCase(Locale.ROOT));
    }

    boolean matches(String host) {
        String lower = host.toLowerCase(Locale.ROOT);
        return name.startsWith("*.") ? lower.endsWith(name.substring(1)) : lower.equals(name);
    }
}
