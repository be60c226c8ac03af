package dev.waybill.api.http;

import dev.waybill.api.problem.Reason;
import dev.waybill.api.problem.RequestRefused;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

/**
 * The If-Match of a request (RFC 9110, section 13.1.1), an argument of the controller methods that change what has an
 * entity tag. Such a method must ask one of the {@code require} methods.
 */
public final class IfMatch {

    private final @Nullable String condition;

    private IfMatch(@Nullable String condition) {
        this.condition = condition;
    }

    /** Lines of the header are one list. */
    static IfMatch of(HttpServletRequest request) {
        List<String> lines = Collections.list(request.getHeaders(HttpHeaders.IF_MATCH));
        return new IfMatch(lines.isEmpty() ? null : String.join(", ", lines));
    }

    boolean absent() {
        return condition == null;
    }

    /** Whether whatever is there will do. */
    public boolean any() {
        return condition == null || condition.strip().equals("*");
    }

    /**
     * Goes on if the condition holds for this version.
     *
     * @param what it is the version of, for people: {@code Mapping 7}
     * @return the version that the change must find; null when any will do
     * @throws RequestRefused {@code stale}, or {@code invalid_parameter} if the condition is no list of tags
     */
    public @Nullable Long require(long version, String what) {
        if (any()) {
            return null;
        }
        if (!EntityTag.permits(Objects.requireNonNull(condition), version)) {
            throw new RequestRefused(Reason.STALE, what + " is at version " + version);
        }
        return version;
    }

    /**
     * Goes on if the condition holds for this entity tag, quotes included.
     *
     * @throws RequestRefused as {@link #require(long, String)}
     */
    public void requireTag(String tag, String what) {
        if (!any() && !EntityTag.permits(Objects.requireNonNull(condition), tag)) {
            throw new RequestRefused(Reason.STALE, what + " has changed: its entity tag is " + tag);
        }
    }

    /** Goes on if there is no condition but {@code *}, where there is no entity tag to compare with. */
    void requireNothing() {
        if (!any() && !EntityTag.permits(Objects.requireNonNull(condition), "")) {
            throw new RequestRefused(Reason.STALE, "What this route changes has no entity tag to compare with");
        }
    }
}
