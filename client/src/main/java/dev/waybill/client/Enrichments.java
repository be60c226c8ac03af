package dev.waybill.client;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The review of what a model suggests for records, by the process that asked it (docs/enrichment.md). */
public final class Enrichments {

    private final Calls calls;

    Enrichments(Calls calls) {
        this.calls = calls;
    }

    /** What a person says about a suggestion. */
    public enum Verdict {
        APPROVED,
        REJECTED,
        /** Takes a decision back. */
        PENDING_REVIEW
    }

    /** How sure the model must have been. */
    public enum Confidence {
        LOW,
        MEDIUM,
        HIGH
    }

    /** Its counters and what it has cost. */
    public EnrichmentView find(long processId) {
        return calls.read(ApiRequest.get(path(processId)), EnrichmentView.class);
    }

    /**
     * Its suggestions in the order of the records; pages are fetched as the stream is read.
     *
     * @param status for example {@code pending_review}; null for all
     */
    public Stream<SuggestionView> items(long processId, @Nullable String status) {
        Map<String, String> query = new LinkedHashMap<>(Map.of("limit", "200"));
        if (status != null) {
            query.put("status", status);
        }
        return calls.pages(path(processId) + "/items", query, SuggestionView.class);
    }

    /** Decides about a suggestion as it was seen; refused with {@code stale} when it has changed since. */
    public SuggestionView decide(long processId, SuggestionView seen, Verdict verdict) {
        return patch(processId, seen, Map.of("status", word(verdict)));
    }

    /** {@link Verdict#APPROVED}. */
    public SuggestionView approve(long processId, SuggestionView seen) {
        return decide(processId, seen, Verdict.APPROVED);
    }

    /** {@link Verdict#REJECTED}. */
    public SuggestionView reject(long processId, SuggestionView seen) {
        return decide(processId, seen, Verdict.REJECTED);
    }

    /**
     * Replaces what a person wanted instead of the suggestion before.
     *
     * @param userState columns with their values; null takes the edit back
     * @param verdict null leaves its status
     */
    public SuggestionView edit(
            long processId, SuggestionView seen, @Nullable Map<String, ?> userState, @Nullable Verdict verdict) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("user_state", userState);
        if (verdict != null) {
            body.put("status", word(verdict));
        }
        return patch(processId, seen, body);
    }

    /**
     * Approves everything undecided of which the model was at least so sure. Approves nothing the second time.
     *
     * @return how many it approved
     */
    public int approveAll(long processId, Confidence least) {
        String route = ApiRequest.query(path(processId) + "/approve-all", Map.of("min_confidence", word(least)));
        ApiRequest request = ApiRequest.post(route).ifMatch((Long) null);
        return calls.read(request, Approved.class).approved();
    }

    /** Has what is approved written, and what is not decided left as it is. */
    public EnrichmentView apply(long processId) {
        return calls.read(ApiRequest.post(path(processId) + "/apply").ifMatch((Long) null), EnrichmentView.class);
    }

    private SuggestionView patch(long processId, SuggestionView seen, Map<String, ?> body) {
        ApiRequest request = ApiRequest.patch(path(processId) + "/items/" + seen.id())
                .json(body)
                .ifMatch(seen.version());
        return calls.read(request, Decided.class).item();
    }

    private static String word(Enum<?> word) {
        return word.name().toLowerCase(Locale.ROOT);
    }

    private static String path(long processId) {
        return "/api/enrichments/" + processId;
    }

    private record Decided(SuggestionView item) {}

    private record Approved(int approved) {}
}
