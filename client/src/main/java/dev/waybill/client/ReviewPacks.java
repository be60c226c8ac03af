package dev.waybill.client;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** Review packs: what is known about a tenant, as one file. */
public final class ReviewPacks {

    private static final String ROUTE = "/api/review-packs";
    private static final int NO_CONTENT = 204;

    private final Calls calls;

    ReviewPacks(Calls calls) {
        this.calls = calls;
    }

    /**
     * Has a pack generated; one with the same options that is under way is the answer. Safe to repeat.
     *
     * @param options as docs/review-packs.md lists them: a map, or a record whose names become snake_case
     */
    public ReviewPackView create(long tenantId, Object options) {
        return pack(ApiRequest.post(ROUTE)
                .json(Map.of("tenant_id", tenantId, "options", options))
                .idempotent());
    }

    /** The pack as it is now. */
    public ReviewPackView find(long id) {
        return pack(ApiRequest.get(ROUTE + "/" + id));
    }

    /** The tenant's newest pack, whatever its status. */
    public Optional<ReviewPackView> latest(long tenantId) {
        ApiRequest request =
                ApiRequest.get(ApiRequest.query(ROUTE + "/latest", Map.of("tenant_id", Long.toString(tenantId))));
        HttpResponse<byte[]> answer = calls.transport().send(request);
        return answer.statusCode() == NO_CONTENT
                ? Optional.empty()
                : Optional.of(Json.read(request.name(), answer.body(), ReviewPackView.class));
    }

    /** Replaces the file with that of a pack which is ready; a download that breaks off leaves it as it was. */
    public void download(long id, Path target) {
        calls.download(ApiRequest.get(ROUTE + "/" + id + "/download").header("Accept", "application/zip"), target);
    }

    private ReviewPackView pack(ApiRequest request) {
        return calls.read(request, ReviewPackView.class);
    }
}
