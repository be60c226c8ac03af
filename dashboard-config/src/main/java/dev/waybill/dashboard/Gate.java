package dev.waybill.dashboard;

import com.sun.net.httpserver.Filter;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Stands before every handler: all checks pass, or the handler never sees the call. */
final class Gate extends Filter {

    private static final Logger log = LoggerFactory.getLogger(Gate.class);

    private final List<Check> checks;

    private Gate(List<Check> checks) {
        this.checks = checks;
    }

    static Gate of(DashboardProperties properties) {
        return new Gate(List.of(
                new ExpectedHost(properties.bindAddress(), properties.allowedHosts()),
                new Credentials(properties.username(), properties.password()),
                new SameOrigin(),
                Gate::plainPath));
    }

    @Override
    public String description() {
        return "host, credentials, origin and path";
    }

    @Override
    public void doFilter(HttpExchange exchange, Chain chain) throws IOException {
        Call call = Call.of(exchange);
        for (Check check : checks) {
            Refusal refusal = check.refuse(call);
            if (refusal != null) {
                answer(exchange, refusal);
                return;
            }
        }
        try {
            chain.doFilter(exchange);
        } catch (RuntimeException e) {
            log.error("{} {} failed", call.method(), call.path(), e);
            answer(exchange, new Refusal(500, "Internal error; see the dashboard's log."));
        }
    }

    private static void answer(HttpExchange exchange, Refusal refusal) throws IOException {
        if (refusal.status() == 401) {
            exchange.getResponseHeaders().set("WWW-Authenticate", "Basic realm=\"Waybill\", charset=\"UTF-8\"");
        }
        if (refusal.status() == 405) {
            exchange.getResponseHeaders().set("Allow", "GET, POST, DELETE");
        }
        Answers.text(exchange, refusal.status(), refusal.reason());
    }

    // The page's handler looks the path up on the class path, where `..` could leave JobRunr's folder.
    private static @Nullable Refusal plainPath(Call call) {
        String path = call.path();
        boolean odd = path.contains("..") || path.contains("//") || path.indexOf('\\') >= 0 || path.indexOf('\0') >= 0;
        return odd ? new Refusal(404, "Not found.") : null;
    }
}
