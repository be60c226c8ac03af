package dev.waybill.api.problem;

import jakarta.servlet.http.HttpServletRequest;

/** Which requests are ours to answer. */
final class ApiPaths {

    private ApiPaths() {}

    /**
     * @param uri path of the request, with the application's context path
     */
    static boolean contains(HttpServletRequest request, String uri) {
        String context = request.getContextPath();
        String path = uri.startsWith(context) ? uri.substring(context.length()) : uri;
        return path.equals("/api") || path.startsWith("/api/");
    }
}
