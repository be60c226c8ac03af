package dev.waybill.worker.ai;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.waybill.shared.tracing.TraceContext;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import okhttp3.ConnectionPool;
import okhttp3.Interceptor;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.ResponseBody;
import org.jspecify.annotations.Nullable;

/**
 * The HTTP client under the SDK. A request costs money, so that it leaves at most once: no retry, no redirect, no new try
 * of a 503, and a guard on the wire behind all of them.
 */
final class GeminiHttp {

    /** The exchange that the calling thread makes the SDK do. */
    static final ScopedValue<GeminiExchange> EXCHANGE = ScopedValue.newInstance();

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long LARGEST_ANSWER = 32 << 20;
    private static final int IDLE_CONNECTIONS = 8;
    private static final String RETRY_AFTER = "Retry-After";
    private static final String RETRY_AFTER_ASIDE = "X-Waybill-Retry-After";

    private GeminiHttp() {}

    static OkHttpClient client(AiProperties.Gemini settings) {
        return new OkHttpClient.Builder()
                .retryOnConnectionFailure(false)
                .followRedirects(false)
                .followSslRedirects(false)
                // a reset stream of HTTP/2 would be one more reason to send again
                .protocols(List.of(Protocol.HTTP_1_1))
                // shorter than servers keep theirs, since a call on a dead connection is lost
                .connectionPool(new ConnectionPool(IDLE_CONNECTIONS, 1, TimeUnit.MINUTES))
                .connectTimeout(settings.connectTimeout())
                .readTimeout(settings.callTimeout())
                .writeTimeout(settings.callTimeout())
                .callTimeout(settings.callTimeout())
                .addInterceptor(GeminiHttp::observe)
                .addNetworkInterceptor(GeminiHttp::sendOnce)
                .build();
    }

    /** Said of a response that is not JSON: a proxy's page, or half of an answer. */
    static final class NotJson extends IOException {
        NotJson(int status) {
            super("status " + status + " without JSON");
        }
    }

    private static Response observe(Interceptor.Chain chain) throws IOException {
        GeminiExchange exchange = EXCHANGE.get();
        exchange.began(chain.call());
        try (Response response = chain.proceed(traced(chain.request()))) {
            byte[] bytes = bytes(response.body());
            exchange.answered(json(bytes, response.code()), response.header(RETRY_AFTER_ASIDE));
            MediaType type = MediaType.get("application/json; charset=utf-8");
            return response.newBuilder().body(ResponseBody.create(bytes, type)).build();
        }
    }

    private static Request traced(Request request) {
        return TraceContext.current()
                .map(trace -> request.newBuilder()
                        .header(TraceContext.NAME, trace.child().header())
                        .build())
                .orElse(request);
    }

    /** OkHttp sends again what got a 503 with {@code Retry-After: 0}, so that it must not see the header. */
    private static Response sendOnce(Interceptor.Chain chain) throws IOException {
        if (!EXCHANGE.get().maySend()) {
            throw new IOException("not sent a second time");
        }
        Response response = chain.proceed(chain.request());
        String retryAfter = response.header(RETRY_AFTER);
        return retryAfter == null
                ? response
                : response.newBuilder()
                        .removeHeader(RETRY_AFTER)
                        .header(RETRY_AFTER_ASIDE, retryAfter)
                        .build();
    }

    private static byte[] bytes(@Nullable ResponseBody body) throws IOException {
        if (body == null) {
            return new byte[0];
        }
        if (body.source().request(LARGEST_ANSWER + 1)) {
            throw new IOException("an answer of more than " + LARGEST_ANSWER + " bytes");
        }
        return body.bytes();
    }

    private static JsonNode json(byte[] bytes, int status) throws IOException {
        try {
            JsonNode json = JSON.readTree(bytes);
            if (json.isObject() || json.isArray()) {
                return json;
            }
        } catch (JsonProcessingException page) {
            throw new NotJson(status);
        }
        throw new NotJson(status);
    }
}
