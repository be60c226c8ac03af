package dev.waybill.client;

import java.io.IOException;
import java.io.OutputStream;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.Optional;

/** Review packs: what is known about a tenant, as one file. */
public final class ReviewPacks {

    private static final String ROUTE = "/api/review-packs";
    private static final int NO_CONTENT = 204;

    private final Transport transport;

    ReviewPacks(Transport transport) {
        this.transport = transport;
    }

    /**
     * Has a pack generated; one with the same options that is under way is the answer. Safe to repeat.
     *
     * @param options as docs/review-packs.md lists them: a map, or a record whose names become snake_case
     */
    public ReviewPackView create(long tenantId, Object options) {
        return pack(ApiRequest.post(ROUTE)
                .json(Map.of("tenant_id", tenantId, "options", options))
                .idempotent(SubmitOptions.none().requestKeyOrNew()));
    }

    /** The pack as it is now. */
    public ReviewPackView find(long id) {
        return pack(ApiRequest.get(ROUTE + "/" + id));
    }

    /** The tenant's newest pack, whatever its status. */
    public Optional<ReviewPackView> latest(long tenantId) {
        ApiRequest request =
                ApiRequest.get(ApiRequest.query(ROUTE + "/latest", Map.of("tenant_id", Long.toString(tenantId))));
        HttpResponse<byte[]> answer = transport.send(request);
        return answer.statusCode() == NO_CONTENT
                ? Optional.empty()
                : Optional.of(Json.read(request.name(), answer.body(), ReviewPackView.class));
    }

    /** Replaces the file with that of a pack which is ready; a download that breaks off leaves it as it was. */
    public void download(long id, Path target) {
        Path part = target.resolveSibling(target.getFileName() + ".part");
        ApiRequest request = ApiRequest.get(ROUTE + "/" + id + "/download").header("Accept", "application/zip");
        try {
            try (OutputStream output = Files.newOutputStream(part)) {
                transport.download(request, output);
            }
            Files.move(part, target, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw WaybillException.local("download to " + target, WaybillException.FILE, "it cannot be written", e);
        }
    }

    private ReviewPackView pack(ApiRequest request) {
        return Json.read(request.name(), transport.send(request).body(), ReviewPackView.class);
    }
}
