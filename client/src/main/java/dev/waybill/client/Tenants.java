package dev.waybill.client;

import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The tenants of the workspace. */
public final class Tenants {

    private static final String ROUTE = "/api/tenants";

    private final Calls calls;

    Tenants(Calls calls) {
        this.calls = calls;
    }

    /** Newest first; pages are fetched as the stream is read. */
    public Stream<TenantView> list() {
        return calls.pages(ROUTE, Map.of(), TenantView.class);
    }

    /** The tenant that another system calls this. */
    public Optional<TenantView> find(String externalId) {
        return calls.page(ROUTE, Map.of("external_id", externalId), TenantView.class).listed().stream()
                .findFirst();
    }

    /** The tenant that another system calls this; made when there is none. Safe to repeat. */
    public TenantView findOrCreate(String externalId, String name) {
        return find(externalId).orElseGet(() -> create(externalId, name));
    }

    private TenantView create(String externalId, String name) {
        ApiRequest request = ApiRequest.post(ROUTE).json(Map.of("external_id", externalId, "name", name));
        try {
            return calls.read(request, TenantView.class);
        } catch (WaybillException made) {
            // by another caller meanwhile, or by this request, whose answer was lost
            return find(externalId).orElseThrow(() -> made);
        }
    }
}
