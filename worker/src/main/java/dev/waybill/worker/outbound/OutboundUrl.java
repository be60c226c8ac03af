package dev.waybill.worker.outbound;

import dev.waybill.shared.job.Rejected;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import okhttp3.HttpUrl;

/** Reads addresses as people and servers write them. */
public final class OutboundUrl {

    /** The most characters of an address. */
    public static final int LONGEST = 2_048;

    private static final Pattern SCHEME = Pattern.compile("([a-zA-Z][a-zA-Z0-9+.-]*):.*");
    private static final Pattern STRANGE = Pattern.compile("[\\s\\p{Cntrl}\\\\]");

    /** What some resolvers take for an address, octal, hexadecimal or shortened, and others for a name. */
    private static final Pattern NUMBER_LAST = Pattern.compile("(?i)(^|\\.)([0-9]+|0x[0-9a-f]*)\\.*$");

    private static final Pattern FOUR_NUMBERS =
            Pattern.compile("((25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])(\\.(?!$)|$)){4}");

    private OutboundUrl() {}

    /**
     * The address without its fragment.
     *
     * @throws Rejected with {@code url_invalid}, {@code url_scheme}, {@code url_credentials}, or {@code
     *     url_forbidden_address} for a number that resolvers read in different ways
     */
    public static HttpUrl parse(String text) {
        String url = text.strip();
        Matcher scheme = SCHEME.matcher(url);
        if (url.length() > LONGEST || STRANGE.matcher(url).find() || !scheme.matches()) {
            throw invalid();
        }
        String name = scheme.group(1).toLowerCase(Locale.ROOT);
        if (!name.equals("http") && !name.equals("https")) {
            throw new Rejected("url_scheme", "Only addresses with http:// or https:// can be fetched.");
        }
        // the library forgives wrong numbers of slashes
        boolean exact = url.startsWith("//", name.length() + 1) && !url.startsWith("///", name.length() + 1);
        HttpUrl parsed = exact ? HttpUrl.parse(url) : null;
        if (parsed == null) {
            throw invalid();
        }
        return requirePlain(parsed).newBuilder().fragment(null).build();
    }

    /** An address without credentials, whose host is a name or an address in its usual form. */
    static HttpUrl requirePlain(HttpUrl url) {
        if (!url.encodedUsername().isEmpty() || !url.encodedPassword().isEmpty()) {
            throw new Rejected("url_credentials", "A user name or password must not stand in an address.");
        }
        if (NUMBER_LAST.matcher(url.host()).find()
                && !FOUR_NUMBERS.matcher(url.host()).matches()) {
            throw new Rejected("url_forbidden_address", "An address must be written as four numbers from 0 to 255.");
        }
        return url;
    }

    static boolean sameOrigin(HttpUrl one, HttpUrl other) {
        return one.scheme().equals(other.scheme()) && one.host().equals(other.host()) && one.port() == other.port();
    }

    private static Rejected invalid() {
        return new Rejected("url_invalid", "The address is none that can be fetched.");
    }
}
