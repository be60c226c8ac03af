package dev.waybill.worker.ai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.Optional;
import okhttp3.Call;
import org.jspecify.annotations.Nullable;

/** One call of the SDK, seen from the wire: what it hides of the response, and the way to abort it. */
final class GeminiExchange {

    private @Nullable Call call;
    private boolean aborted;
    private boolean sent;
    private JsonNode body = MissingNode.getInstance();
    private @Nullable String retryAfter;

    /** From any thread, before or while it runs. */
    synchronized void abort() {
        aborted = true;
        if (call != null) {
            call.cancel();
        }
    }

    synchronized boolean aborted() {
        return aborted;
    }

    synchronized void began(Call current) {
        call = current;
        if (aborted) {
            current.cancel();
        }
    }

    /** False when it was sent before: a request is paid for once. */
    synchronized boolean maySend() {
        boolean first = !sent;
        sent = true;
        return first;
    }

    synchronized void answered(JsonNode answer, @Nullable String newRetryAfter) {
        body = answer;
        retryAfter = newRetryAfter;
    }

    /** What came back, as it was sent; missing when nothing did. */
    synchronized JsonNode body() {
        return body;
    }

    synchronized Optional<String> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }
}
