package dev.waybill.shared.locations;

import java.net.IDN;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Addresses of websites in one form: http or https, the host in ASCII, no credentials. */
final class Websites {

    private static final Pattern SCHEME = Pattern.compile("(?i)^[a-z][a-z0-9+.-]*:(//|(?!\\d)).*");
    private static final Pattern AUTHORITY = Pattern.compile("(?i)^(https?)://([^/?#]*)(.*)$");
    private static final Pattern PORT = Pattern.compile(":(\\d{1,5})?$");
    private static final Pattern HOST = Pattern.compile("(?!-)[a-z0-9-]+(\\.[a-z0-9-]+)*\\.[a-z][a-z0-9-]+");

    private Websites() {}

    /** The address; null when it is none, or one that must not be shown as a link. */
    static @Nullable String normalized(String text) {
        String full = SCHEME.matcher(text).matches() ? text : "https://" + text.replaceFirst("^//", "");
        var parts = AUTHORITY.matcher(full);
        if (!parts.matches()) {
            return null;
        }
        String authority = parts.group(2);
        String port = port(authority);
        String host = host(authority.substring(0, authority.length() - port.length()));
        return host == null ? null : joined(parts.group(1), host, port, parts.group(3));
    }

    private static @Nullable String joined(String scheme, String host, String port, String rest) {
        String tail = rest.equals("/") ? "" : rest.replace(" ", "%20");
        String website = scheme.toLowerCase(Locale.ROOT) + "://" + host + (port.equals(":") ? "" : port) + tail;
        try {
            return new URI(website).toASCIIString();
        } catch (URISyntaxException noAddress) {
            return null;
        }
    }

    private static String port(String authority) {
        var port = PORT.matcher(authority);
        return port.find() ? port.group() : "";
    }

    /** A name with a dot in it; what has credentials before it has an {@code @}, and is none. */
    private static @Nullable String host(String text) {
        try {
            String host = IDN.toASCII(text, IDN.USE_STD3_ASCII_RULES).toLowerCase(Locale.ROOT);
            return HOST.matcher(host).matches() ? host : null;
        } catch (IllegalArgumentException noHost) {
            return null;
        }
    }
}
