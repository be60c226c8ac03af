package dev.waybill.api.problem;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatusCode;

/**
 * Answers in place of Tomcat's own page what Tomcat refuses before any application sees it, such as a request line that
 * cannot be read. Tomcat makes it by the name of its class.
 */
public final class ContainerProblems extends ErrorReportValve {

    private final ProblemWriter writer = new ProblemWriter(Clock.systemUTC());

    @Override
    protected void report(Request request, Response response, @Nullable Throwable failure) {
        SecureHeaders.add(response.getResponse(), request.isSecure());
        String path = request.getRequestURI();
        if (path != null && !path.startsWith("/api")) {
            super.report(request, response, failure);
            return;
        }
        if (response.getStatus() >= 400 && response.getContentWritten() == 0 && response.setErrorReported()) {
            try {
                writer.write(WebProblems.ofStatus(HttpStatusCode.valueOf(response.getStatus())), request, response);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
