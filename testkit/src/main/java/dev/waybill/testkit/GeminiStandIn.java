package dev.waybill.testkit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Stands in for the Gemini API on a loopback port: it speaks the wire format of {@code v1beta/models/{model}:generateContent}
 * and misbehaves as it is told. Left alone it answers with values of the schema that it was asked for, the same ones every
 * time, and with {@code (stand-in)} behind the model's version.
 */
public final class GeminiStandIn implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern ROUTE = Pattern.compile("/v1beta/models/([^/:]+):generateContent");

    private final StandInScript script = new StandInScript();
    private final List<Call> calls = new CopyOnWriteArrayList<>();
    private final AtomicInteger requests = new AtomicInteger();
    private final WireServer server = new WireServer(this::handle);

    /**
     * A request that was read to its end.
     *
     * @param model the model in the path
     * @param request its body
     * @param at when it was read
     * @param trace its {@code traceparent}; null when it had none
     */
    public record Call(
            String model,
            JsonNode request,
            Instant at,
            @Nullable String trace) {

        /** All text of the prompt, part after part. */
        public String prompt() {
            return String.join("\n", request.path("contents").findValuesAsText("text"));
        }
    }

    /** What to give as {@code waybill.ai.gemini.base-url}. */
    public URI uri() {
        return server.uri();
    }

    /** Has these happen to its next requests, one each. */
    public GeminiStandIn next(Mishap... mishaps) {
        script.next(List.of(mishaps));
        return this;
    }

    /** Has this happen to every request from now on; null lets all go well again. */
    public GeminiStandIn always(@Nullable Mishap mishap) {
        script.always(mishap);
        return this;
    }

    /** Requests whose head has arrived, whatever became of them: what a provider could have billed. */
    public int requests() {
        return requests.get();
    }

    /** Connections that were opened to it. */
    public int connections() {
        return server.connections();
    }

    /** The requests that it read to their end, in their order, whatever it answered. */
    public List<Call> calls() {
        return List.copyOf(calls);
    }

    @Override
    public void close() {
        server.close();
    }

    /** 429 with this delay in a RetryInfo. */
    public static Mishap rateLimited(Duration retryDelay) {
        return GoogleErrors.rateLimited(retryDelay);
    }

    /** 429 that does not say for how long. */
    public static Mishap rateLimited() {
        return GoogleErrors.rateLimited(null);
    }

    /** 503, overloaded. */
    public static Mishap unavailable() {
        return GoogleErrors.error(503, "UNAVAILABLE", "The model is overloaded. Please try again later.");
    }

    /** An error of the API, for example 404 {@code NOT_FOUND}. */
    public static Mishap error(int status, String name, String message) {
        return GoogleErrors.error(status, name, message);
    }

    /** The output was cut at this share, from 0 to 1, of the answer. */
    public static Mishap truncated(double share) {
        return answering(answer -> answer.truncated(share));
    }

    /** A candidate without content, ended for this reason, for example {@code SAFETY} or {@code RECITATION}. */
    public static Mishap ended(String finishReason) {
        return answering(answer -> answer.candidate(null, finishReason));
    }

    /** The prompt was refused. */
    public static Mishap promptBlocked() {
        return answering(GeminiAnswer::promptBlocked);
    }

    /** 200 without a candidate. */
    public static Mishap noCandidates() {
        return answering(GeminiAnswer::empty);
    }

    /** A complete answer with this text. */
    public static Mishap text(String text) {
        return answering(answer -> answer.candidate(text, "STOP"));
    }

    /** A complete answer with a text that depends on the request. */
    public static Mishap says(Function<Call, String> text) {
        return new Mishap(exchange -> {
            Call call = call(exchange, exchange.body());
            answer(exchange, answer -> answer.candidate(text.apply(call), "STOP"));
        });
    }

    /** A good answer, for a script in which something goes wrong later. */
    public static Mishap none() {
        return answering(GeminiAnswer::invented);
    }

    /** A good answer, when this has returned: what happens while the model thinks. */
    public static Mishap thinks(Runnable untilDone) {
        return answering(answer -> {
            untilDone.run();
            return answer.invented();
        });
    }

    /** A good answer, after which the connection dies without a word; the client still pools it. */
    public static Mishap closesAfterwards() {
        return new Mishap(exchange -> {
            answer(exchange, GeminiAnswer::invented);
            exchange.closeSilently();
        });
    }

    private static Mishap answering(Function<GeminiAnswer, ObjectNode> answer) {
        return new Mishap(exchange -> answer(exchange, answer));
    }

    private void handle(WireExchange exchange) throws IOException {
        requests.incrementAndGet();
        exchange.whenRead(body -> calls.add(call(exchange, body)));
        Mishap mishap = script.take();
        if (mishap != null) {
            mishap.happen(exchange);
        } else if (!ROUTE.matcher(exchange.path()).matches()
                || !exchange.method().equals("POST")) {
            error(404, "NOT_FOUND", "No such method: " + exchange.path()).happen(exchange);
        } else if (exchange.header("x-goog-api-key") == null) {
            error(403, "PERMISSION_DENIED", "Method doesn't allow unregistered callers.")
                    .happen(exchange);
        } else {
            answer(exchange, GeminiAnswer::invented);
        }
    }

    private static void answer(WireExchange exchange, Function<GeminiAnswer, ObjectNode> answer) throws IOException {
        Call call = call(exchange, exchange.body());
        ObjectNode sent = answer.apply(new GeminiAnswer(call.model(), call.request()));
        exchange.send(200, Map.of(), "application/json; charset=UTF-8", sent.toPrettyString());
    }

    private static Call call(WireExchange exchange, String body) {
        Matcher route = ROUTE.matcher(exchange.path());
        try {
            return new Call(
                    route.matches() ? route.group(1) : "unknown",
                    JSON.readTree(body),
                    Instant.now(),
                    exchange.header("traceparent"));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
