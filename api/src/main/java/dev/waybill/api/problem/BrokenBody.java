package dev.waybill.api.problem;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.net.SocketTimeoutException;
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

    /** Whether the container has stopped reading, whoever read: it has decided on its answer and gives it after this. */
    static boolean stopped(HttpServletRequest request) {
        if (in(request).isEmpty() && request.getAttribute(RequestDispatcher.ERROR_EXCEPTION) instanceof IOException e) {
            request.setAttribute(
                    NAME,
                    e instanceof SocketTimeoutException
                            ? Problem.of(Reason.REQUEST_TIMEOUT, "The body stopped arriving")
                            : Problem.of(Reason.MALFORMED_BODY, "The body broke off, or its chunks cannot be read"));
        }
        return in(request).isPresent();
    }

    static Optional<Problem> in(HttpServletRequest request) {
        return request.getAttribute(NAME) instanceof Problem problem ? Optional.of(problem) : Optional.empty();
    }
}
