package dev.waybill.worker.source;

import dev.waybill.shared.job.Rejected;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Names as they are called whatever prefixes a file uses: those of well-known namespaces get the usual prefix, those of
 * the root's own namespace none, all others the prefix under which their namespace came first.
 */
final class XmlNames {

    private static final int LONGEST = 255;
    private static final int MOST_NAMES = 10_000;
    private static final int MOST_NAMESPACES = 200;
    private static final int LONGEST_NAMESPACE = 1_000;

    private static final Map<String, String> KNOWN = Map.ofEntries(
            Map.entry("base.google.com/ns/1.0", "g"),
            Map.entry("base.google.com/cns/1.0", "c"),
            Map.entry("wordpress.org/export/1.0", "wp"),
            Map.entry("wordpress.org/export/1.1", "wp"),
            Map.entry("wordpress.org/export/1.2", "wp"),
            Map.entry("wordpress.org/export/1.0/excerpt", "excerpt"),
            Map.entry("wordpress.org/export/1.1/excerpt", "excerpt"),
            Map.entry("wordpress.org/export/1.2/excerpt", "excerpt"),
            Map.entry("purl.org/rss/1.0/modules/content", "content"),
            Map.entry("purl.org/dc/elements/1.1", "dc"),
            Map.entry("search.yahoo.com/mrss", "media"),
            Map.entry("www.w3.org/xml/1998/namespace", "xml"));
    private static final String ATOM = "www.w3.org/2005/atom";

    private final XmlKind kind;
    private final Map<String, Map<String, String>> names = new HashMap<>();
    private final Map<String, String> prefixes = new HashMap<>();
    private @Nullable String home;
    private int count;

    XmlNames(XmlKind kind) {
        this.kind = kind;
    }

    /**
     * The first name that is asked for is the root's.
     *
     * @param namespace null or empty when there is none
     */
    String of(@Nullable String namespace, String local, @Nullable String prefix) {
        String uri = Objects.requireNonNullElse(namespace, "");
        Map<String, String> known = names.get(uri);
        String name = known == null ? null : known.get(local);
        return name != null ? name : add(uri, local, Objects.requireNonNullElse(prefix, ""));
    }

    private String add(String uri, String local, String prefix) {
        require(local.length() <= LONGEST && prefix.length() <= LONGEST, "a name of more than 255 characters");
        require(uri.length() <= LONGEST_NAMESPACE, "a namespace of more than 1,000 characters");
        require(++count <= MOST_NAMES, "more than 10,000 different names");
        home = home == null ? uri : home;
        String shortened = prefixes.computeIfAbsent(uri, any -> usual(uri, prefix));
        require(prefixes.size() <= MOST_NAMESPACES, "more than 200 namespaces");
        String name = shortened.isEmpty() ? local : shortened + ":" + local;
        names.computeIfAbsent(uri, any -> new HashMap<>()).put(local, name);
        return name;
    }

    private String usual(String uri, String prefix) {
        String bare =
                uri.toLowerCase(Locale.ROOT).replaceFirst("^https?://", "").replaceFirst("/$", "");
        String known = KNOWN.get(bare);
        if (known != null) {
            return known;
        }
        if (uri.isEmpty() || uri.equals(home)) {
            return "";
        }
        return bare.equals(ATOM) ? "atom" : prefix;
    }

    private void require(boolean within, String excess) {
        if (!within) {
            throw new Rejected(kind.tooComplex(), "%s has %s.".formatted(kind.what(), excess));
        }
    }
}
