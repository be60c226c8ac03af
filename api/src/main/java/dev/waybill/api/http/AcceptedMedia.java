package dev.waybill.api.http;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Collections;
import java.util.List;
import org.springframework.http.HttpHeaders;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.web.HttpMediaTypeNotAcceptableException;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.HandlerMapping;

/**
 * Our documents are JSON and nothing else, whatever other converters an application has; who cannot read that is told
 * before anything is done.
 */
public final class AcceptedMedia implements HandlerInterceptor {

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler)
            throws HttpMediaTypeNotAcceptableException {
        Route route = handler instanceof HandlerMethod method ? method.getMethodAnnotation(Route.class) : null;
        if (route != null && route.media().equals(MediaType.APPLICATION_JSON_VALUE)) {
            if (!accepts(request)) {
                throw new HttpMediaTypeNotAcceptableException(List.of(MediaType.APPLICATION_JSON));
            }
            request.setAttribute(
                    HandlerMapping.PRODUCIBLE_MEDIA_TYPES_ATTRIBUTE, Collections.singleton(MediaType.APPLICATION_JSON));
        }
        return true;
    }

    private static boolean accepts(HttpServletRequest request) throws HttpMediaTypeNotAcceptableException {
        try {
            List<MediaType> wanted =
                    MediaType.parseMediaTypes(Collections.list(request.getHeaders(HttpHeaders.ACCEPT)));
            return wanted.isEmpty()
                    || wanted.stream()
                            .filter(type -> type.getQualityValue() > 0)
                            .anyMatch(type -> type.includes(MediaType.APPLICATION_JSON));
        } catch (InvalidMediaTypeException e) {
            throw new HttpMediaTypeNotAcceptableException(List.of(MediaType.APPLICATION_JSON));
        }
    }
}
