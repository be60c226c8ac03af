package dev.waybill.worker.ai;

import com.google.genai.Client;
import com.google.genai.types.BlockedReason;
import com.google.genai.types.Candidate;
import com.google.genai.types.ClientOptions;
import com.google.genai.types.Content;
import com.google.genai.types.FinishReason;
import com.google.genai.types.GenerateContentConfig;
import com.google.genai.types.GenerateContentResponse;
import com.google.genai.types.HttpOptions;
import com.google.genai.types.HttpRetryOptions;
import com.google.genai.types.Part;
import dev.waybill.shared.job.Progress;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Gemini by Google's SDK (https://ai.google.dev/api/generate-content). */
final class GeminiProvider implements AiProvider, AutoCloseable {

    private final AiProperties.Gemini settings;
    private final GeminiErrors errors;
    private final @Nullable Client client;

    GeminiProvider(AiProperties.Gemini settings, Clock clock) {
        this.settings = settings;
        this.errors = new GeminiErrors(clock);
        this.client = settings.apiKey() == null ? null : client(settings, settings.apiKey());
    }

    @Override
    public String name() {
        return "gemini";
    }

    @Override
    public AiAnswer generate(AiRequest request, Progress progress) {
        if (client == null) {
            throw new AiFailure.Unauthorized();
        }
        GeminiExchange exchange = new GeminiExchange();
        try (Progress.AbortRegistration stop = progress.abortOnStop(exchange::abort)) {
            return answer(call(client, request, exchange), request, exchange);
        } catch (AiFailure failure) {
            if (failure.usage().equals(Usage.NONE)) {
                progress.throwIfStopped();
            }
            throw failure;
        }
    }

    @Override
    public void close() {
        if (client != null) {
            client.close();
        }
    }

    private GenerateContentResponse call(Client sdk, AiRequest request, GeminiExchange exchange) {
        List<Part> parts = request.prompt().stream().map(Part::fromText).toList();
        Content prompt = Content.builder().role("user").parts(parts).build();
        try {
            return ScopedValue.where(GeminiHttp.EXCHANGE, exchange)
                    .call(() -> sdk.models.generateContent(request.model(), prompt, config(request)));
        } catch (RuntimeException failure) {
            throw errors.translate(failure, exchange);
        }
    }

    private GenerateContentConfig config(AiRequest request) {
        return GenerateContentConfig.builder()
                .systemInstruction(Content.fromParts(Part.fromText(request.instructions())))
                .responseMimeType("application/json")
                .responseJsonSchema(request.schema())
                .maxOutputTokens(request.maxOutputTokens())
                .temperature((float) request.temperature())
                .httpOptions(HttpOptions.builder()
                        .timeout(Math.toIntExact(timeout(request).toMillis()))
                        .build())
                .build();
    }

    private Duration timeout(AiRequest request) {
        return request.timeout().compareTo(settings.callTimeout()) < 0 ? request.timeout() : settings.callTimeout();
    }

    private static AiAnswer answer(GenerateContentResponse response, AiRequest request, GeminiExchange exchange) {
        Usage usage = Usage.of(exchange.body().path("usageMetadata"));
        Optional<BlockedReason> refused = response.promptFeedback().flatMap(feedback -> feedback.blockReason());
        if (refused.isPresent()) {
            throw new AiFailure.Blocked(refused.get().toString(), usage);
        }
        Candidate candidate = response.candidates()
                .flatMap(all -> all.stream().findFirst())
                .orElseThrow(() -> new AiFailure.Empty(usage));
        boolean truncated = truncated(candidate.finishReason(), usage);
        String text = text(candidate);
        if (text.isBlank() && !truncated) {
            throw new AiFailure.Empty(usage);
        }
        return new AiAnswer(text, truncated, usage, response.modelVersion().orElse(request.model()));
    }

    /** Whether the limit of tokens ended the candidate; fails for what neither that nor its end did. */
    private static boolean truncated(Optional<FinishReason> reason, Usage usage) {
        return switch (reason.map(FinishReason::knownEnum).orElse(FinishReason.Known.STOP)) {
            case STOP -> false;
            case MAX_TOKENS -> true;
            case SAFETY, RECITATION, LANGUAGE, BLOCKLIST, PROHIBITED_CONTENT, SPII ->
                throw new AiFailure.Blocked(reason.orElseThrow().toString(), usage);
            default -> throw new AiFailure.Empty(usage);
        };
    }

    private static String text(Candidate candidate) {
        return candidate.content().flatMap(Content::parts).orElse(List.of()).stream()
                .filter(part -> !part.thought().orElse(false))
                .flatMap(part -> part.text().stream())
                .collect(Collectors.joining());
    }

    private static Client client(AiProperties.Gemini settings, String apiKey) {
        return Client.builder()
                .apiKey(apiKey)
                .enterprise(false)
                .clientOptions(ClientOptions.builder()
                        .customHttpClient(GeminiHttp.client(settings))
                        .build())
                .httpOptions(HttpOptions.builder()
                        .baseUrl(settings.baseUrl().toString())
                        .retryOptions(HttpRetryOptions.builder()
                                .attempts(1)
                                .initialDelay(0.0)
                                .jitter(0.0)
                                .build())
                        .build())
                .build();
    }
}
