package dev.waybill.api.http;

import dev.waybill.api.problem.Reason;
import dev.waybill.api.problem.RequestRefused;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;
import org.springframework.web.servlet.HandlerInterceptor;

/**
 * Hands an {@link IfMatch} to controller methods that ask for one. On a change of what has no entity tag a condition can
 * hold for nothing but {@code *}: it is refused, since to pass over it would be to do what the client ruled out.
 */
final class IfMatchArguments implements HandlerMethodArgumentResolver, HandlerInterceptor {

    private final boolean required;

    /** @param required whether a change of what has an entity tag must be conditional */
    IfMatchArguments(boolean required) {
        this.required = required;
    }

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        return parameter.getParameterType() == IfMatch.class;
    }

    @Override
    public Object resolveArgument(
            MethodParameter parameter,
            @Nullable ModelAndViewContainer container,
            NativeWebRequest request,
            @Nullable WebDataBinderFactory binders) {
        IfMatch condition = IfMatch.of(Objects.requireNonNull(request.getNativeRequest(HttpServletRequest.class)));
        if (required && condition.absent()) {
            throw new RequestRefused(
                    Reason.PRECONDITION_REQUIRED, "This change needs an If-Match with the entity tag that was read");
        }
        return condition;
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (handler instanceof HandlerMethod method
                && method.getBeanType().getName().startsWith("dev.waybill.")
                && changes(request)
                && Arrays.stream(method.getMethodParameters()).noneMatch(this::supportsParameter)) {
            IfMatch.of(request).requireNothing();
        }
        return true;
    }

    private static boolean changes(HttpServletRequest request) {
        return switch (request.getMethod()) {
            case "GET", "HEAD", "OPTIONS" -> false;
            default -> true;
        };
    }
}
