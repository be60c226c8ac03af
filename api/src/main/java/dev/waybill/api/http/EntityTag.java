package dev.waybill.api.http;

import dev.waybill.api.problem.FieldError;
import dev.waybill.api.problem.Reason;
import dev.waybill.api.problem.RequestRefused;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Versions as strong entity tags, and the conditions that requests make with them (RFC 9110, section 13). */
public final class EntityTag {

    private static final String ANY = "*";
    private static final Pattern TAG = Pattern.compile("(?:W/)?\"[\\x21\\x23-\\x7e\\x80-\\xff]*+\"");

    private EntityTag() {}

    /** {@code "7"}, quotes included. */
    public static String of(long version) {
        return "\"" + version + "\"";
    }

    /**
     * A version with what is shown beside it and changes without it: {@code "7-1f3a"}.
     *
     * @param hash of what is shown beside it; 0 when nothing is
     */
    public static String of(long version, int hash) {
        return hash == 0 ? of(version) : "\"" + version + "-" + Integer.toHexString(hash) + "\"";
    }

    /** Whether an If-None-Match names this version, whatever is shown beside it; what is no list of tags names none. */
    public static boolean matches(@Nullable String ifNoneMatch, long version) {
        return tags(ifNoneMatch).stream()
                .flatMap(List::stream)
                .anyMatch(tag -> names(tag.startsWith("W/") ? tag.substring(2) : tag, version));
    }

    /** The same for a strong tag of another kind, quotes included. */
    public static boolean matches(@Nullable String ifNoneMatch, String strongTag) {
        String weak = "W/" + strongTag;
        return tags(ifNoneMatch).stream()
                .flatMap(List::stream)
                .anyMatch(tag -> tag.equals(ANY) || tag.equals(strongTag) || tag.equals(weak));
    }

    /**
     * Whether an If-Match names this version, whatever was shown beside it; weak tags never do.
     *
     * @throws RequestRefused {@code invalid_parameter} if it is no list of tags
     */
    public static boolean permits(String ifMatch, long version) {
        return strict(ifMatch).stream().anyMatch(tag -> names(tag, version));
    }

    /**
     * The same for a tag of another kind, quotes included.
     *
     * @throws RequestRefused {@code invalid_parameter} if it is no list of tags
     */
    public static boolean permits(String ifMatch, String strongTag) {
        return strict(ifMatch).stream().anyMatch(tag -> tag.equals(ANY) || tag.equals(strongTag));
    }

    private static boolean names(String tag, long version) {
        return tag.equals(ANY) || tag.equals(of(version)) || tag.startsWith("\"" + version + "-");
    }

    private static List<String> strict(String ifMatch) {
        return tags(ifMatch).orElseThrow(() -> {
            String detail = "must be an entity tag like \"7\", several in commas, or *";
            return new RequestRefused(
                    Reason.INVALID_PARAMETER, "If-Match " + detail, List.of(new FieldError("If-Match", detail)));
        });
    }

    /** Empty when it is no list of tags; a list may have empty elements (RFC 9110, 5.6.1). */
    private static Optional<List<String>> tags(@Nullable String header) {
        if (header == null || header.strip().equals(ANY)) {
            return Optional.of(header == null ? List.of() : List.of(ANY));
        }
        List<String> tags = new ArrayList<>();
        Matcher matcher = TAG.matcher(header);
        int at = blanks(header, 0);
        while (at < header.length()) {
            if (header.charAt(at) != ',') {
                if (!matcher.region(at, header.length()).lookingAt()) {
                    return Optional.empty();
                }
                tags.add(matcher.group());
                at = blanks(header, matcher.end());
            }
            if (at < header.length() && header.charAt(at++) != ',') {
                return Optional.empty();
            }
            at = blanks(header, at);
        }
        return tags.isEmpty() ? Optional.empty() : Optional.of(tags);
    }

    private static int blanks(String header, int from) {
        int at = from;
        while (at < header.length() && (header.charAt(at) == ' ' || header.charAt(at) == '\t')) {
            at++;
        }
        return at;
    }
}
