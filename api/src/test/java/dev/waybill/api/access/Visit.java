package dev.waybill.api.access;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.waybill.shared.tenancy.Role;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One way to call a route, about things of another workspace.
 *
 * @param route method and pattern, as Spring MVC has it
 * @param path with the ids of the other workspace's things
 * @param needs the least role; null when the route is open
 * @param foreign what somebody of this workspace is answered
 */
record Visit(
        String route,
        String path,
        @Nullable String contentType,
        @Nullable String body,
        @Nullable Role needs,
        Foreign foreign) {

    static final String BOUNDARY = "----visit";

    /** What a caller finds of what is another workspace's. */
    enum Foreign {
        /** 404, as if it was not there. */
        HIDDEN,
        /** The names of their things in a body are as unknown as any other: 404 or 422. */
        UNKNOWN,
        /** An answer about this workspace alone. */
        ABSENT
    }

    static Visit get(String pattern, String path, Foreign foreign) {
        return new Visit("GET " + pattern, path, null, null, Role.VIEWER, foreign);
    }

    static Visit send(String method, String pattern, String path, @Nullable String body, Foreign foreign) {
        String type = body == null ? null : "application/json";
        return new Visit(method + " " + pattern, path, type, body, Role.OPERATOR, foreign);
    }

    Visit needs(@Nullable Role role) {
        return new Visit(route, path, contentType, body, role, foreign);
    }

    Visit as(String newContentType) {
        return new Visit(route, path, newContentType, body, needs, foreign);
    }

    String method() {
        return route.substring(0, route.indexOf(' '));
    }

    byte @Nullable [] bytes() {
        return body == null ? null : body.getBytes(UTF_8);
    }

    boolean isStream() {
        return path.endsWith("/stream");
    }

    /** The roles that are not enough. */
    Set<Role> tooWeak() {
        Set<Role> weak = EnumSet.noneOf(Role.class);
        for (Role role : Role.values()) {
            if (needs != null && !role.includes(needs)) {
                weak.add(role);
            }
        }
        return weak;
    }

    @Override
    public String toString() {
        return method() + " " + path;
    }
}
