package dev.waybill.api.access;

import dev.waybill.shared.tenancy.Role;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.http.HttpMethod;
import org.springframework.http.server.PathContainer;
import org.springframework.http.server.RequestPath;
import org.springframework.web.util.ServletRequestPathUtils;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

/**
 * What each route under {@code /api} asks for. What no line names: a viewer for GET and HEAD, an operator for every other
 * method. Paths are read as Spring MVC reads them, so that none means something else here than there.
 */
final class Routes {

    private static final Set<HttpMethod> ALL = Set.of();
    private static final Set<HttpMethod> READS = Set.of(HttpMethod.GET, HttpMethod.HEAD);
    private static final Set<HttpMethod> SAFE = Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);

    /** Open to everybody: they check something else, or have nothing to hide. */
    private static final List<Line> OPEN = List.of(
            // signs in
            new Line(Set.of(HttpMethod.POST), "/api/session", Role.VIEWER),
            new Line(Set.of(HttpMethod.GET), "/api/session/link/{token}", Role.VIEWER),
            // the signature of the link is the credential
            new Line(READS, "/api/review-packs/{id}/file", Role.VIEWER),
            // what the API looks like
            new Line(READS, "/api/openapi.json", Role.VIEWER));

    /** The first that fits counts. */
    private static final List<Line> ROLES = List.of(
            new Line(ALL, "/api/session", Role.VIEWER),
            new Line(ALL, "/api/keys/**", Role.ADMIN),
            // everybody reads who did something
            new Line(READS, "/api/members/names", Role.VIEWER),
            new Line(ALL, "/api/members/**", Role.ADMIN),
            new Line(ALL, "/api/audit-log/**", Role.ADMIN),
            new Line(READS, "/api/queues/**", Role.VIEWER),
            new Line(ALL, "/api/queues/**", Role.ADMIN),
            new Line(READS, "/api/webhooks/**", Role.VIEWER),
            new Line(ALL, "/api/webhooks/**", Role.ADMIN),
            new Line(READS, "/api/usage/**", Role.VIEWER),
            new Line(ALL, "/api/usage/**", Role.ADMIN),
            // everybody reads what was told to nobody else
            new Line(ALL, "/api/notifications/**", Role.VIEWER),
            new Line(SAFE, "/api/**", Role.VIEWER),
            new Line(ALL, "/api/**", Role.OPERATOR));

    private Routes() {}

    /** The role that the request needs; empty when the route is open. */
    static Optional<Role> role(HttpServletRequest request) {
        return role(HttpMethod.valueOf(request.getMethod()), path(request));
    }

    static Optional<Role> role(HttpMethod method, String path) {
        return role(method, PathContainer.parsePath(path));
    }

    private static Optional<Role> role(HttpMethod method, PathContainer path) {
        if (OPEN.stream().anyMatch(line -> line.fits(method, path))) {
            return Optional.empty();
        }
        return ROLES.stream()
                .filter(line -> line.fits(method, path))
                .findFirst()
                .map(Line::role)
                .or(() -> Optional.of(Role.ADMIN));
    }

    /** Whether it changes nothing, so that no other site can do harm by it. */
    static boolean isSafe(HttpServletRequest request) {
        return SAFE.contains(HttpMethod.valueOf(request.getMethod()));
    }

    private static PathContainer path(HttpServletRequest request) {
        RequestPath path = ServletRequestPathUtils.hasParsedRequestPath(request)
                ? ServletRequestPathUtils.getParsedRequestPath(request)
                : ServletRequestPathUtils.parseAndCache(request);
        return path.pathWithinApplication();
    }

    private record Line(Set<HttpMethod> methods, PathPattern pattern, Role role) {

        Line(Set<HttpMethod> methods, String pattern, Role role) {
            this(methods, PathPatternParser.defaultInstance.parse(pattern), role);
        }

        boolean fits(HttpMethod method, PathContainer path) {
            return (methods.isEmpty() || methods.contains(method)) && pattern.matches(path);
        }
    }
}
