package dev.waybill.api.http;

import dev.waybill.api.problem.FieldError;
import dev.waybill.api.problem.Reason;
import dev.waybill.api.problem.RequestRefused;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Versions as strong entity tags, and the conditions that requests make with them (RFC 9110, section 13). */
public final class EntityTag {

    private static final String TAG = "(W/)?\"[\\x21\\x23-\\x7e\\x80-\\xff]*\"";
    private static final Pattern LIST = Pattern.compile("\\*|" + TAG + "(\\s*,\\s*" + TAG + ")*");
    private static final Pattern COMMA = Pattern.compile("\\s*,\\s*");

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
        return ifNoneMatch != null
                && LIST.matcher(ifNoneMatch.strip()).matches()
                && tags(ifNoneMatch).stream()
                        .anyMatch(tag -> names(tag.startsWith("W/") ? tag.substring(2) : tag, version));
    }

    /** The same for a strong tag of another kind, quotes included. */
    public static boolean matches(@Nullable String ifNoneMatch, String strongTag) {
        if (ifNoneMatch == null || !LIST.matcher(ifNoneMatch.strip()).matches()) {
            return false;
        }
        String weak = "W/" + strongTag;
        return tags(ifNoneMatch).stream().anyMatch(tag -> tag.equals("*") || tag.equals(strongTag) || tag.equals(weak));
    }

    /**
     * Whether an If-Match names this version, whatever was shown beside it; weak tags never do.
     *
     * @throws RequestRefused {@code invalid_parameter} if it is no list of tags
     */
    public static boolean permits(String ifMatch, long version) {
        if (!LIST.matcher(ifMatch.strip()).matches()) {
            String detail = "If-Match must be an entity tag like \"7\"";
            throw new RequestRefused(
                    Reason.INVALID_PARAMETER, detail, List.of(new FieldError("If-Match", "must be an entity tag")));
        }
        return tags(ifMatch).stream().anyMatch(tag -> names(tag, version));
    }

    /** Whether the condition cares at all. */
    public static boolean any(@Nullable String condition) {
        return condition == null || condition.strip().equals("*");
    }

    private static boolean names(String tag, long version) {
        return tag.equals("*") || tag.equals(of(version)) || tag.startsWith("\"" + version + "-");
    }

    private static List<String> tags(String header) {
        return List.of(COMMA.split(header.strip()));
    }
}
