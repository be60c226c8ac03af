package dev.waybill.standalone;

import dev.waybill.client.ProcessView;
import dev.waybill.client.StoredFile;
import dev.waybill.client.SubmitOptions;
import dev.waybill.client.WaybillClient;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** A tenant whose inventory drifts from Monday to Tuesday: each sample waits for the one before. */
final class InventorySamples {

    /** What the tenant is called by another system. */
    static final String TENANT = "harbour-coffee";

    /** The type whose files the demonstration keeps. */
    static final String REVIEW_PACK = "review_pack_generate";

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int SUBJECTS = 12;
    private static final int DRIFTS = 5;

    private long before;

    private InventorySamples() {}

    static List<Sample> all() {
        InventorySamples samples = new InventorySamples();
        return List.of(
                new Sample(
                        "Sync Monday",
                        client -> samples.sync(client, "inventory-monday.ndjson"),
                        succeeded(SUBJECTS),
                        null),
                new Sample(
                        "Sync Tuesday",
                        client -> samples.sync(client, "inventory-tuesday.ndjson"),
                        succeeded(SUBJECTS),
                        null),
                new Sample("Drift", samples::drift, succeeded(DRIFTS), null),
                new Sample("Review pack", samples::pack, packed(DRIFTS), null));
    }

    private ProcessView sync(WaybillClient client, String file) {
        if (before != 0) {
            client.waitFor(before, PATIENCE);
        }
        StoredFile stored = Samples.withFile(file, client::upload);
        ProcessView sync = client.submit(
                "sync",
                "full",
                Map.of("source", Map.of("file_id", stored.id()), "selection", Map.of("system", "shop")),
                ofTenant(client));
        before = sync.id();
        return sync;
    }

    private ProcessView drift(WaybillClient client) {
        ProcessView tuesday = client.waitFor(before, PATIENCE);
        String scope =
                Objects.requireNonNull(tuesday.summary()).path("scope_key").asText();
        ProcessView drift = client.submit("drift", null, Map.of("scope_key", scope), ofTenant(client));
        before = drift.id();
        return drift;
    }

    private ProcessView pack(WaybillClient client) {
        client.waitFor(before, PATIENCE);
        return client.submit(REVIEW_PACK, null, Map.of(), ofTenant(client));
    }

    private static SubmitOptions ofTenant(WaybillClient client) {
        return SubmitOptions.none()
                .tenantId(
                        client.tenants().findOrCreate(TENANT, "Harbour Coffee").id());
    }

    private static Sample.End packed(int findings) {
        return new Sample.End(
                "succeeded with " + findings + " findings",
                process -> "succeeded".equals(process.operatorStatus())
                        && process.summary() != null
                        && process.summary().path("findings").asInt() == findings);
    }

    private static Sample.End succeeded(int items) {
        return new Sample.End(
                "succeeded with " + items + " items",
                process -> "succeeded".equals(process.operatorStatus()) && process.succeededItems() == items);
    }
}
