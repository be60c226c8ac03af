package dev.waybill.api.openapi;

import dev.waybill.api.http.IfMatch;
import dev.waybill.api.http.Route;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/**
 * A controller method under {@code /api}, with one of the paths and methods that lead to it.
 *
 * @param method in lower case
 * @param consumes media types of its body; empty when any will do
 */
record RouteMethod(String path, String method, List<MediaType> consumes, HandlerMethod handler, Route route) {

    /**
     * All of ours, by path and method; those of an application that has this jar beside controllers of its own are left
     * out.
     *
     * @throws IllegalStateException if one of ours has no {@link Route}
     */
    static List<RouteMethod> all(RequestMappingHandlerMapping mapping) {
        List<RouteMethod> routes = new ArrayList<>();
        mapping.getHandlerMethods().forEach((info, handler) -> {
            if (ours(info, handler)) {
                routes.addAll(of(info, handler));
            }
        });
        routes.sort(Comparator.comparing(RouteMethod::path)
                .thenComparing(RouteMethod::method)
                .thenComparing(one -> one.consumes().toString()));
        return routes;
    }

    boolean has(Route.Trait trait) {
        return Arrays.asList(route.traits()).contains(trait);
    }

    /** Whether it takes {@code If-Match}. */
    boolean conditional() {
        return Arrays.stream(handler.getMethodParameters())
                .anyMatch(parameter -> parameter.getParameterType() == IfMatch.class);
    }

    /** Whether it reads a body at all. */
    boolean takesBody() {
        return route.body() != void.class || has(Route.Trait.BARE);
    }

    boolean takesForm() {
        return consumes.contains(MediaType.MULTIPART_FORM_DATA);
    }

    private static boolean ours(RequestMappingInfo info, HandlerMethod handler) {
        return handler.getBeanType().getName().startsWith("dev.waybill.")
                && info.getPatternValues().stream().anyMatch(path -> path.startsWith("/api"));
    }

    private static List<RouteMethod> of(RequestMappingInfo info, HandlerMethod handler) {
        Route route = handler.getMethodAnnotation(Route.class);
        if (route == null) {
            throw new IllegalStateException(
                    "%s#%s answers %s and has no @Route (dev.waybill.api.http): say there what it takes and answers, then write api/openapi.json again as CONTRIBUTING.md shows"
                            .formatted(
                                    handler.getBeanType().getSimpleName(),
                                    handler.getMethod().getName(),
                                    info));
        }
        List<MediaType> consumes = List.copyOf(info.getConsumesCondition().getConsumableMediaTypes());
        return info.getPatternValues().stream()
                .flatMap(path -> methods(info)
                        .map(method -> new RouteMethod(
                                path, method.name().toLowerCase(Locale.ROOT), consumes, handler, route)))
                .toList();
    }

    private static Stream<RequestMethod> methods(RequestMappingInfo info) {
        return info.getMethodsCondition().getMethods().stream();
    }
}
