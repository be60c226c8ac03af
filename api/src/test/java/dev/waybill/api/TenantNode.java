package dev.waybill.api;

import dev.waybill.testkit.TestDatabase;

/** An api, and tenants in its workspace. */
record TenantNode(ApiNode node, Http http) implements AutoCloseable {

    static TenantNode start(TestDatabase database) {
        ApiNode node = ApiNode.start(database);
        return new TenantNode(node, node.http());
    }

    /** A new one. */
    long tenant() {
        return http.post("/api/tenants", "{\"name\":\"acme\"}").id();
    }

    @Override
    public void close() {
        node.close();
    }
}
