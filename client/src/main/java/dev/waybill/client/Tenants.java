package dev.waybill.client;

import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The tenants of the workspace. */
public final class Tenants {

    private static final String ROUTE = "/api/tenants";

    private final Transport transport;

    Tenants(Transport transport) {
        this.transport = transport;
    }

    /** Newest first; pages are fetched as the stream is read. */
    public Stream<TenantView> list() {
        return Pages.stream(cursor -> page(cursor == null ? Map.of() : Map.of("cursor", cursor)));
    }

    /** The tenant that another system calls this. */
    public Optional<TenantView> find(String externalId) {
        return Absent.empty(page(Map.of("external_id", externalId)).items()).stream()
                .findFirst();
    }

    /** The tenant that another system calls this; made when there is none. Safe to repeat. */
    public TenantView findOrCreate(String externalId, String name) {
        return find(externalId).orElseGet(() -> create(externalId, name));
    }

    private TenantView create(String externalId, String name) {
        ApiRequest request = ApiRequest.post(ROUTE).json(Map.of("external_id", externalId, "name", name));
        try {
            return Json.read(request.name(), transport.send(request).body(), TenantView.class);
        } catch (WaybillException made) {
            // by another caller meanwhile, or by this request, whose answer was lost
            return find(externalId).orElseThrow(() -> made);
        }
    }

    private Json.Page<TenantView> page(Map<String, String> query) {
        ApiRequest request = ApiRequest.get(ApiRequest.query(ROUTE, query));
        return Json.readPage(request.name(), transport.send(request).body(), TenantView.class);
    }
}
