package dev.waybill.api.access;

import dev.waybill.api.problem.Problem;
import dev.waybill.api.problem.ProblemWriter;
import dev.waybill.api.problem.RequestRefused;
import dev.waybill.shared.tenancy.Role;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.context.RequestAttributeSecurityContextRepository;
import org.springframework.transaction.TransactionException;
import org.springframework.web.filter.OncePerRequestFilter;

/** Lets a request through to its controller when its caller is known and may, and answers it otherwise. */
final class CallerFilter extends OncePerRequestFilter {

    private static final Logger LOG = LoggerFactory.getLogger(CallerFilter.class);

    private final Callers callers;
    private final ProblemWriter writer;
    private final RequestAttributeSecurityContextRepository contexts = new RequestAttributeSecurityContextRepository();

    CallerFilter(Callers callers, ProblemWriter writer) {
        this.callers = callers;
        this.writer = writer;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Optional<Role> needed = Routes.role(request);
        Optional<Problem> refused = needed.isEmpty() ? Optional.empty() : refusal(request, response, needed.get());
        if (refused.isPresent()) {
            writer.write(refused.get(), request, response);
        } else {
            chain.doFilter(request, response);
        }
    }

    private Optional<Problem> refusal(HttpServletRequest request, HttpServletResponse response, Role needed) {
        try {
            Optional<Caller> found = callers.of(request);
            if (found.isEmpty()) {
                return Optional.of(AccessProblems.nobody());
            }
            Caller caller = found.get();
            if (isForged(caller, request)) {
                return Optional.of(AccessProblems.withoutCsrfToken());
            }
            if (!caller.scope().role().includes(needed)) {
                return Optional.of(AccessProblems.forbidden(needed));
            }
            letIn(caller, request, response);
            return Optional.empty();
        } catch (RequestRefused refused) {
            return Optional.of(refused.problem());
        } catch (DataAccessException | TransactionException outage) {
            LOG.warn("The database does not say who calls: {}", outage.getMessage());
            return Optional.of(AccessProblems.unavailable());
        }
    }

    /** A browser sends the cookie for whoever asks it to; the token only our own page can have read. */
    private static boolean isForged(Caller caller, HttpServletRequest request) {
        return caller.credential() instanceof Credential.Session session
                && !Routes.isSafe(request)
                && !isSame(session.csrfToken(), request.getHeader(SessionController.CSRF_HEADER));
    }

    private static boolean isSame(String expected, @Nullable String shown) {
        return shown != null
                && MessageDigest.isEqual(
                        expected.getBytes(StandardCharsets.UTF_8), shown.getBytes(StandardCharsets.UTF_8));
    }

    private void letIn(Caller caller, HttpServletRequest request, HttpServletResponse response) {
        caller.sends(request);
        SecurityContext context = SecurityContextHolder.createEmptyContext();
        context.setAuthentication(new CallerToken(caller));
        SecurityContextHolder.setContext(context);
        contexts.saveContext(context, request, response);
        // what one caller may see is for no cache that serves others
        response.addHeader(HttpHeaders.VARY, "Authorization, Cookie");
    }
}
