package dev.waybill.api.access;

import static dev.waybill.api.access.Visit.get;
import static dev.waybill.api.access.Visit.send;

import dev.waybill.api.access.Visit.Foreign;
import dev.waybill.shared.tenancy.Role;
import java.util.List;
import java.util.stream.Stream;

/** Every route there is, asked for what is another workspace's. A new route needs a line here. */
final class Visits {

    private Visits() {}

    static List<Visit> all(TheirWorkspace of) {
        return Stream.of(processes(of), imports(of), locations(of), inventory(of), packs(of), people(of), rest(of))
                .flatMap(List::stream)
                .toList();
    }

    private static List<Visit> processes(TheirWorkspace of) {
        String one = "/api/processes/" + of.process;
        return List.of(
                get("/api/processes", "/api/processes?text=" + TheirWorkspace.MARK, Foreign.ABSENT),
                get("/api/processes/{id}", one, Foreign.HIDDEN),
                get("/api/processes/{id}/events", one + "/events", Foreign.HIDDEN),
                get("/api/processes/{id}/items", one + "/items", Foreign.HIDDEN),
                get("/api/processes/{id}/items.csv", one + "/items.csv", Foreign.HIDDEN),
                get("/api/processes/{id}/stream", one + "/stream", Foreign.HIDDEN),
                get("/api/processes/stream", "/api/processes/stream", Foreign.ABSENT),
                send(
                        "POST",
                        "/api/processes",
                        "/api/processes",
                        "{\"type\":\"test_echo\",\"tenant_id\":" + of.tenant + ",\"input\":{\"message\":\"hi\"}}",
                        Foreign.UNKNOWN),
                send("POST", "/api/processes/{id}/retry", one + "/retry", null, Foreign.HIDDEN),
                send(
                        "POST",
                        "/api/processes/{id}/retry-failed-items",
                        one + "/retry-failed-items",
                        null,
                        Foreign.HIDDEN),
                send("POST", "/api/processes/{id}/undo", one + "/undo", null, Foreign.HIDDEN),
                send("POST", "/api/processes/{id}/cancel", one + "/cancel", null, Foreign.HIDDEN),
                send("DELETE", "/api/processes/{id}", one, null, Foreign.HIDDEN),
                send(
                        "POST",
                        "/api/processes/{id}/decision",
                        one + "/decision",
                        "{\"decision\":\"approve\"}",
                        Foreign.HIDDEN),
                send(
                                "POST",
                                "/api/processes/bulk",
                                "/api/processes/bulk",
                                "{\"type\":\"test_echo\",\"tenant_id\":" + of.tenant
                                        + ",\"input\":{\"message\":\"hi\"}}\n",
                                Foreign.UNKNOWN)
                        .as("application/x-ndjson"),
                send(
                        "POST",
                        "/api/processes/bulk-actions/preview",
                        "/api/processes/bulk-actions/preview",
                        "{\"filter\":{\"text\":\"" + TheirWorkspace.MARK + "\"}}",
                        Foreign.ABSENT),
                send(
                        "POST",
                        "/api/processes/bulk-actions",
                        "/api/processes/bulk-actions",
                        "{\"action\":\"cancel\",\"up_to_id\":" + of.process + ",\"filter\":{\"type\":\"test_echo\"}}",
                        Foreign.ABSENT),
                get("/api/operations", "/api/operations?internal=true", Foreign.ABSENT),
                get("/api/operations/{id}", "/api/operations/" + of.process, Foreign.HIDDEN),
                get("/api/process-archives", "/api/process-archives", Foreign.ABSENT),
                get(
                        "/api/process-archives/{id}/content",
                        "/api/process-archives/" + of.archive + "/content",
                        Foreign.HIDDEN));
    }

    private static List<Visit> imports(TheirWorkspace of) {
        String one = "/api/import-mappings/" + of.mapping;
        String input = "{\"format\":\"csv\",\"file_id\":\"" + of.file + "\"}";
        String multipart = "--%s\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.csv\"\r\n\r\nsku\na\r\n"
                        .formatted(Visit.BOUNDARY)
                + "--" + Visit.BOUNDARY + "--\r\n";
        String form = "multipart/form-data; boundary=" + Visit.BOUNDARY;
        return List.of(
                send("POST", "/api/files", "/api/files", multipart, Foreign.ABSENT)
                        .as(form),
                send("POST", "/api/imports", "/api/imports", input, Foreign.UNKNOWN),
                send("POST", "/api/imports", "/api/imports", multipart, Foreign.ABSENT)
                        .as(form),
                get("/api/import-mappings", "/api/import-mappings", Foreign.ABSENT),
                get("/api/import-mappings/{id}", one, Foreign.HIDDEN),
                send(
                        "POST",
                        "/api/import-mappings",
                        "/api/import-mappings",
                        "{\"name\":\"ours\",\"format\":\"csv\",\"mapping\":{\"sku\":\"a\"}}",
                        Foreign.ABSENT),
                send(
                        "PUT",
                        "/api/import-mappings/{id}",
                        one,
                        "{\"name\":\"ours now\",\"format\":\"csv\",\"mapping\":{\"sku\":\"a\"}}",
                        Foreign.HIDDEN),
                send("DELETE", "/api/import-mappings/{id}", one, null, Foreign.HIDDEN));
    }

    private static List<Visit> locations(TheirWorkspace of) {
        String batches = "/api/ai-location-imports";
        String batch = batches + "/" + of.batch;
        String enrichment = "/api/enrichments/" + of.enrichment;
        return List.of(
                send("POST", batches, batches, "{\"source_answers\":{},\"finder_id\":9}", Foreign.UNKNOWN),
                get(batches, batches, Foreign.ABSENT),
                get(batches + "/{id}", batch, Foreign.HIDDEN),
                send(
                        "PATCH",
                        batches + "/{id}/items/{itemId}",
                        batch + "/items/" + of.batchItem,
                        "{\"status\":\"approved\"}",
                        Foreign.HIDDEN),
                send("POST", batches + "/{id}/import", batch + "/import", null, Foreign.HIDDEN),
                send("DELETE", batches + "/{id}", batch, null, Foreign.HIDDEN),
                get("/api/enrichments/{processId}", enrichment, Foreign.HIDDEN),
                get("/api/enrichments/{processId}/items", enrichment + "/items", Foreign.HIDDEN),
                send(
                        "PATCH",
                        "/api/enrichments/{processId}/items/{itemId}",
                        enrichment + "/items/" + of.enrichmentItem,
                        "{\"status\":\"approved\"}",
                        Foreign.HIDDEN),
                send(
                        "POST",
                        "/api/enrichments/{processId}/approve-all",
                        enrichment + "/approve-all",
                        null,
                        Foreign.HIDDEN),
                send("POST", "/api/enrichments/{processId}/apply", enrichment + "/apply", null, Foreign.HIDDEN),
                send(
                        "PUT",
                        "/api/enrichments/{processId}/budget",
                        enrichment + "/budget",
                        "{\"max_usd\":5}",
                        Foreign.HIDDEN),
                get("/api/usage", "/api/usage", Foreign.ABSENT),
                get("/api/usage/budget", "/api/usage/budget", Foreign.ABSENT),
                send("PUT", "/api/usage/budget", "/api/usage/budget", "{\"max_usd\":5}", Foreign.ABSENT)
                        .needs(Role.ADMIN));
    }

    private static List<Visit> inventory(TheirWorkspace of) {
        return List.of(
                get("/api/tenants", "/api/tenants", Foreign.ABSENT),
                get("/api/tenants/{id}", "/api/tenants/" + of.tenant, Foreign.HIDDEN),
                send("POST", "/api/tenants", "/api/tenants", "{\"name\":\"ours\"}", Foreign.ABSENT),
                get("/api/inventory-sync-runs", "/api/inventory-sync-runs", Foreign.ABSENT),
                get("/api/inventory-sync-runs/{id}", "/api/inventory-sync-runs/" + of.syncRun, Foreign.HIDDEN),
                get("/api/findings", "/api/findings", Foreign.ABSENT),
                get("/api/findings/counts", "/api/findings/counts", Foreign.ABSENT),
                get("/api/findings/{id}", "/api/findings/" + of.finding, Foreign.HIDDEN),
                send(
                        "POST",
                        "/api/findings/{id}/acknowledge",
                        "/api/findings/" + of.finding + "/acknowledge",
                        null,
                        Foreign.HIDDEN),
                send(
                        "POST",
                        "/api/findings/{id}/unacknowledge",
                        "/api/findings/" + of.finding + "/unacknowledge",
                        null,
                        Foreign.HIDDEN),
                send(
                        "POST",
                        "/api/findings/acknowledge",
                        "/api/findings/acknowledge",
                        "{\"ids\":[" + of.finding + "]}",
                        Foreign.ABSENT),
                send(
                        "POST",
                        "/api/findings/unacknowledge",
                        "/api/findings/unacknowledge",
                        "{\"up_to\":" + of.finding + "}",
                        Foreign.ABSENT));
    }

    private static List<Visit> packs(TheirWorkspace of) {
        String one = "/api/review-packs/" + of.pack;
        return List.of(
                send(
                        "POST",
                        "/api/review-packs",
                        "/api/review-packs",
                        "{\"tenant_id\":" + of.tenant + "}",
                        Foreign.UNKNOWN),
                get("/api/review-packs", "/api/review-packs", Foreign.ABSENT),
                get("/api/review-packs/latest", "/api/review-packs/latest?tenant_id=" + of.tenant, Foreign.ABSENT),
                get("/api/review-packs/{id}", one, Foreign.HIDDEN),
                get("/api/review-packs/{id}/download", one + "/download", Foreign.HIDDEN),
                send("POST", "/api/review-packs/{id}/link", one + "/link", null, Foreign.HIDDEN),
                get("/api/review-packs/{id}/file", one + "/file?expires=9999999999&signature=guessed", Foreign.UNKNOWN)
                        .needs(null));
    }

    private static List<Visit> people(TheirWorkspace of) {
        String member = "/api/members/" + TheirWorkspace.USER;
        String key = "/api/keys/" + of.keyId();
        return Stream.of(
                        get("/api/audit-log", "/api/audit-log?limit=100", Foreign.ABSENT),
                        get("/api/keys", "/api/keys?revoked=true", Foreign.ABSENT),
                        get("/api/keys/{id}", key, Foreign.HIDDEN),
                        send(
                                "POST",
                                "/api/keys",
                                "/api/keys",
                                "{\"name\":\"x\",\"role\":\"viewer\",\"user_id\":" + TheirWorkspace.USER + "}",
                                Foreign.UNKNOWN),
                        send("DELETE", "/api/keys/{id}", key, null, Foreign.HIDDEN),
                        get("/api/members", "/api/members", Foreign.ABSENT),
                        send(
                                "POST",
                                "/api/members",
                                "/api/members",
                                "{\"name\":\"Jo\",\"role\":\"viewer\"}",
                                Foreign.ABSENT),
                        send("PUT", "/api/members/{userId}", member, "{\"role\":\"viewer\"}", Foreign.HIDDEN),
                        send("DELETE", "/api/members/{userId}", member, null, Foreign.HIDDEN))
                .map(visit -> visit.needs(Role.ADMIN))
                .toList();
    }

    private static List<Visit> rest(TheirWorkspace of) {
        String webhook = "/api/webhooks/" + of.webhook;
        String target = "{\"url\":\"https://ours.example\"}";
        return List.of(
                get("/api/notifications", "/api/notifications", Foreign.ABSENT),
                get("/api/notifications/unread-count", "/api/notifications/unread-count", Foreign.ABSENT),
                send(
                                "POST",
                                "/api/notifications/{id}/read",
                                "/api/notifications/" + of.notification + "/read",
                                null,
                                Foreign.HIDDEN)
                        .needs(Role.VIEWER),
                send(
                                "POST",
                                "/api/notifications/read-all",
                                "/api/notifications/read-all",
                                "{\"up_to\":" + of.notification + "}",
                                Foreign.ABSENT)
                        .needs(Role.VIEWER),
                get("/api/webhooks", "/api/webhooks", Foreign.ABSENT),
                get("/api/webhooks/{id}", webhook, Foreign.HIDDEN),
                send("POST", "/api/webhooks", "/api/webhooks", target, Foreign.ABSENT)
                        .needs(Role.ADMIN),
                send("PUT", "/api/webhooks/{id}", webhook, target, Foreign.HIDDEN)
                        .needs(Role.ADMIN),
                send("DELETE", "/api/webhooks/{id}", webhook, null, Foreign.HIDDEN)
                        .needs(Role.ADMIN),
                send("POST", "/api/webhooks/{id}/secret", webhook + "/secret", null, Foreign.HIDDEN)
                        .needs(Role.ADMIN),
                send("POST", "/api/webhooks/{id}/test", webhook + "/test", null, Foreign.HIDDEN)
                        .needs(Role.ADMIN),
                get("/api/queues", "/api/queues", Foreign.ABSENT),
                get("/api/queues/throughput", "/api/queues/throughput", Foreign.ABSENT),
                get("/api/queues/controls", "/api/queues/controls", Foreign.ABSENT),
                send(
                                "PUT",
                                "/api/queues/controls",
                                "/api/queues/controls",
                                "{\"scope\":\"queue\",\"name\":\"visited\"}",
                                Foreign.ABSENT)
                        .needs(Role.ADMIN),
                get("/api/schedules", "/api/schedules", Foreign.ABSENT),
                get("/api/members/names", "/api/members/names", Foreign.ABSENT),
                get("/api/job-types", "/api/job-types", Foreign.ABSENT),
                get("/api/openapi.json", "/api/openapi.json", Foreign.ABSENT).needs(null),
                get("/api/session", "/api/session", Foreign.ABSENT),
                send("POST", "/api/session", "/api/session", "{\"key\":\"wbk_nobody_0\"}", Foreign.UNKNOWN)
                        .needs(null),
                send("DELETE", "/api/session", "/api/session", null, Foreign.ABSENT)
                        .needs(Role.VIEWER),
                get("/api/session/link/{token}", "/api/session/link/guessed", Foreign.HIDDEN)
                        .needs(null));
    }
}
