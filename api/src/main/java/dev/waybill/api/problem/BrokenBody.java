package dev.waybill.api.problem;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;

/**
 * Why the body of a request could not be read to its end. The container answers such a request by itself, as soon as a read
 * fails and whatever the application does; this is what it shall say.
 */
public final class BrokenBody {

    private static final String NAME = BrokenBody.class.getName();

    private BrokenBody() {}

    /** Remembers it with the request. */
    public static RequestRefused of(HttpServletRequest request, Problem problem) {
        request.setAttribute(NAME, problem);
        return new RequestRefused(problem);
    }

    static Optional<Problem> in(HttpServletRequest request) {
        return request.getAttribute(NAME) instanceof Problem problem ? Optional.of(problem) : Optional.empty();
    }
}
