package dev.waybill.dashboard;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import dev.waybill.shared.queue.RefusedByLedger;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jobrunr.dashboard.JobRunrApiHandler;
import org.jobrunr.dashboard.JobRunrStaticFileHandler;
import org.jobrunr.jobs.states.IllegalJobStateChangeException;
import org.jobrunr.storage.ConcurrentJobModificationException;
import org.jobrunr.storage.StorageProvider;
import org.jobrunr.utils.mapper.JsonMapper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * JobRunr's page and its JSON. Each answer is collected before it is sent: JobRunr puts a stack trace into an answer that
 * fails, even behind one that has begun, and sends none at all for some odd paths, which would keep the caller waiting.
 */
final class DashboardPages implements HttpHandler {

    private static final Logger log = LoggerFactory.getLogger(DashboardPages.class);
    private static final Pattern NONCE = Pattern.compile("'nonce-([0-9a-f-]+)'");

    /** Where the page asks for news and offers. */
    private static final String HOME = "https://api.jobrunr.io";

    /** Answers with the page itself, which its script takes for "nothing new"; the policy forbids the call anyway. */
    private static final String NOBODY = "/dashboard/nobody";

    /** What a person asks for and the job or its process no longer allows. */
    private static final List<Class<? extends Exception>> CONFLICTS = List.of(
            IllegalJobStateChangeException.class, ConcurrentJobModificationException.class, RefusedByLedger.class);

    private final HttpHandler jobRunr;

    private DashboardPages(HttpHandler jobRunr) {
        this.jobRunr = jobRunr;
    }

    static DashboardPages frontend() {
        return new DashboardPages(new JobRunrStaticFileHandler());
    }

    static DashboardPages actions(StorageProvider storageProvider, JsonMapper jsonMapper) {
        JobRunrApiHandler actions = new JobRunrApiHandler(storageProvider, jsonMapper, false);
        CONFLICTS.forEach(kind -> actions.withExceptionMapping(kind, (e, response) -> response.statusCode(409)));
        actions.withExceptionMapping(IllegalArgumentException.class, (e, response) -> response.statusCode(400));
        return new DashboardPages(actions);
    }

    static void toFrontPage(HttpExchange exchange) throws IOException {
        if (exchange.getRequestURI().getPath().equals("/")) {
            exchange.getResponseHeaders().set("Location", "/dashboard");
            Answers.text(exchange, 302, "/dashboard");
        } else {
            Answers.text(exchange, 404, "Not found.");
        }
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        ForwardingExchange answer = new ForwardingExchange(exchange, body);
        jobRunr.handle(answer);
        int status = answer.getResponseCode();
        if (status < 0) {
            Answers.text(exchange, 404, "Not found.");
        } else if (status >= 500) {
            log.error("{} {} failed: {}", exchange.getRequestMethod(), exchange.getRequestURI(), body.toString(UTF_8));
            Answers.text(exchange, 500, "Internal error; see the dashboard's log.");
        } else {
            send(answer, body.toByteArray());
        }
    }

    private static void send(ForwardingExchange answer, byte[] body) throws IOException {
        HttpExchange exchange = answer.real();
        String type = answer.getResponseHeaders().getFirst("Content-Type");
        String path = exchange.getRequestURI().getPath();
        if (type != null) {
            exchange.getResponseHeaders().set("Content-Type", type);
        }
        // The names of these files hold a hash of what they are; "private" because a sign-in stands before them.
        exchange.getResponseHeaders()
                .set("Cache-Control", path.contains("/static/") ? "private, max-age=604800" : "no-store");
        if (type != null && type.startsWith("text/html")) {
            exchange.getResponseHeaders().set("Content-Security-Policy", Answers.pagePolicy(nonce(answer)));
        }
        Answers.body(exchange, answer.getResponseCode(), path.endsWith(".js") ? silenced(body) : body);
    }

    private static String nonce(ForwardingExchange answer) {
        String policy = answer.getResponseHeaders().getFirst("Content-Security-Policy");
        Matcher matcher = NONCE.matcher(policy == null ? "" : policy);
        return matcher.find() ? matcher.group(1) : "none";
    }

    private static byte[] silenced(byte[] script) {
        return new String(script, UTF_8).replace(HOME, NOBODY).getBytes(UTF_8);
    }
}
