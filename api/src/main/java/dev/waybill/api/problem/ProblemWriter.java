package dev.waybill.api.problem;

import dev.waybill.shared.job.JobJson;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;

/** Writes problem documents straight to the response, so that they need no agreement on a media type. */
public final class ProblemWriter {

    private final Clock clock;

    public ProblemWriter(Clock clock) {
        this.clock = clock;
    }

    /** Answers the request with the problem; does nothing when another answer has begun. */
    public void write(Problem problem, HttpServletRequest request, HttpServletResponse response) throws IOException {
        write(problem, request.getRequestURI(), response);
    }

    /** @param instance path that was asked for */
    void write(Problem problem, String instance, HttpServletResponse response) throws IOException {
        if (response.isCommitted()) {
            return;
        }
        byte[] body = JobJson.MAPPER.writeValueAsBytes(document(problem, instance));
        response.resetBuffer();
        response.setStatus(problem.status().value());
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        response.setContentLength(body.length);
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        problem.headers().forEach(response::setHeader);
        response.getOutputStream().write(body);
        response.flushBuffer();
    }

    private Map<String, Object> document(Problem problem, String instance) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("type", "/problems/" + problem.reasonCode());
        document.put("title", problem.title());
        document.put("status", problem.status().value());
        document.put("detail", problem.detail());
        document.put("instance", instance);
        document.put("reason_code", problem.reasonCode());
        document.put("errors", problem.errors());
        document.putAll(problem.members());
        document.put("server_time", clock.instant());
        return document;
    }
}
