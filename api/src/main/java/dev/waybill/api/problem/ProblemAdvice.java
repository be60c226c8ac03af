package dev.waybill.api.problem;

import dev.waybill.shared.process.IllegalTransition;
import dev.waybill.shared.queue.Refusal;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.util.DisconnectedClientHelper;

/**
 * Turns every exception under {@code /api} into a problem document. Not a controller advice: that would take unknown
 * routes and wrong methods away from the advices of an application which has this jar beside controllers of its own.
 */
final class ProblemAdvice implements HandlerExceptionResolver, Ordered {

    private static final Logger LOG = LoggerFactory.getLogger(ProblemAdvice.class);
    private static final ModelAndView ANSWERED = new ModelAndView();

    private final ProblemWriter writer;

    ProblemAdvice(ProblemWriter writer) {
        this.writer = writer;
    }

    @Override
    public int getOrder() {
        return HIGHEST_PRECEDENCE;
    }

    @Override
    public @Nullable ModelAndView resolveException(
            HttpServletRequest request, HttpServletResponse response, @Nullable Object handler, Exception exception) {
        if (!ApiPaths.contains(request, request.getRequestURI()) || foreign(handler)) {
            return null;
        }
        if (DisconnectedClientHelper.isClientDisconnectedException(exception)) {
            return ANSWERED;
        }
        if (response.isCommitted() && BrokenBody.stopped(request)) {
            return ANSWERED;
        }
        if (response.isCommitted()) {
            // half an answer is out: the container logs the failure and cuts the connection
            return null;
        }
        answer(problem(exception), request, response);
        return ANSWERED;
    }

    private static boolean foreign(@Nullable Object handler) {
        return handler instanceof HandlerMethod method
                && !method.getBeanType().getName().startsWith("dev.waybill.");
    }

    private static Problem problem(Exception exception) {
        return switch (exception) {
            case RequestRefused refused -> refused.problem();
            case Refusal refused -> LedgerProblems.of(refused);
            case IllegalTransition refused -> LedgerProblems.of(refused);
            case DataAccessResourceFailureException outage -> unavailable(outage);
            case TransientDataAccessException outage -> unavailable(outage);
            case CannotCreateTransactionException outage -> unavailable(outage);
            default -> {
                Problem web = WebProblems.of(exception);
                yield web == null ? unexpected(exception) : web;
            }
        };
    }

    private static Problem unavailable(Exception outage) {
        LOG.warn("The database does not answer: {}", outage.getMessage());
        return Problem.of(Reason.UNAVAILABLE, "Try again in a moment").withHeader(HttpHeaders.RETRY_AFTER, "1");
    }

    private static Problem unexpected(Exception bug) {
        String requestId = UUID.randomUUID().toString();
        LOG.error("Request {} failed", requestId, bug);
        return Problem.of(Reason.INTERNAL_ERROR, "Something went wrong; the log knows it by its request_id")
                .with("request_id", requestId);
    }

    private void answer(Problem problem, HttpServletRequest request, HttpServletResponse response) {
        try {
            writer.write(problem, request, response);
        } catch (IOException gone) {
            LOG.debug("Nobody waits for the problem any more", gone);
        }
    }
}
