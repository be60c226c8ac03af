package dev.waybill.client;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * AI location imports: drafts that a model generates, a person reviews, and a worker makes locations of. Creating and
 * importing carry an Idempotency-Key, and discarding does nothing the second time: all are safe to repeat.
 */
public final class AiLocationImports {

    private static final String ROUTE = "/api/ai-location-imports";

    private final Calls calls;

    AiLocationImports(Calls calls) {
        this.calls = calls;
    }

    /** What a person says about a draft. */
    public enum Verdict {
        APPROVED,
        REJECTED,
        /** Takes a decision back. */
        PENDING_REVIEW
    }

    /**
     * Stores the questionnaire and has the drafts generated; when they are, the process waits for review.
     *
     * @param sourceAnswers a map, or a record whose names become snake_case
     */
    public AiLocationImportView create(Object sourceAnswers) {
        return create(sourceAnswers, Map.of());
    }

    /** @param options {@code name}, {@code location_count}, {@code model}, {@code finder_id} */
    public AiLocationImportView create(Object sourceAnswers, Map<String, Object> options) {
        Map<String, Object> body = new LinkedHashMap<>(options);
        body.put("source_answers", sourceAnswers);
        return batch(ApiRequest.post(ROUTE).json(body).idempotent());
    }

    /** Newest first; pages are fetched as the stream is read. */
    public Stream<AiLocationImportView> list() {
        return calls.pages(ROUTE, Map.of(), AiLocationImportView.class);
    }

    /** The import with the first page of its drafts. */
    public AiLocationImportView find(long id) {
        return find(id, null);
    }

    /** The import with the page of drafts that this cursor starts. */
    public AiLocationImportView find(long id, @Nullable String cursor) {
        Map<String, String> query = cursor == null ? Map.of("limit", "200") : Map.of("limit", "200", "cursor", cursor);
        return batch(ApiRequest.get(ApiRequest.query(path(id), query)));
    }

    /** All its drafts; pages are fetched as the stream is read. */
    public Stream<LocationDraftView> items(long id) {
        return Stream.iterate(
                        find(id),
                        page -> page != null,
                        page -> page.itemsNext() == null ? null : find(id, page.itemsNext()))
                .flatMap(page -> page.items().stream());
    }

    /** Decides about a draft as it was seen; refused with {@code stale} when it has changed since. */
    public LocationDraftView decide(LocationDraftView seen, Verdict verdict) {
        return patch(seen, Map.of("status", verdict.name().toLowerCase(Locale.ROOT)));
    }

    /**
     * Replaces the changes that were made to a draft before, and decides about it.
     *
     * @param userPayload members that replace those of the draft; null takes all changes back
     * @param verdict null leaves its status
     */
    public LocationDraftView edit(
            LocationDraftView seen, @Nullable Map<String, ?> userPayload, @Nullable Verdict verdict) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("user_payload", userPayload);
        if (verdict != null) {
            body.put("status", verdict.name().toLowerCase(Locale.ROOT));
        }
        return patch(seen, body);
    }

    /**
     * Approves what is valid and undecided, and imports all that is approved.
     *
     * @param wait how long the server waits for the end, in seconds; after that its {@code importProcess} goes on
     */
    public AiLocationImportView startImport(long id, Duration wait) {
        return batch(ApiRequest.post(path(id) + "/import")
                .header("Prefer", "wait=" + wait.toSeconds())
                .idempotent()
                .allow(wait));
    }

    /** Gives it up; its processes are cancelled. */
    public AiLocationImportView discard(long id) {
        return batch(ApiRequest.delete(path(id)));
    }

    private LocationDraftView patch(LocationDraftView seen, Map<String, ?> body) {
        ApiRequest request = ApiRequest.patch(path(seen.batchId()) + "/items/" + seen.id())
                .json(body)
                .header("If-Match", "\"" + seen.version() + "\"");
        return calls.read(request, Decided.class).item();
    }

    private AiLocationImportView batch(ApiRequest request) {
        return calls.read(request, AiLocationImportView.class);
    }

    private static String path(long id) {
        return ROUTE + "/" + id;
    }

    private record Decided(LocationDraftView item) {}
}
