package dev.waybill.standalone.hub;

import dev.waybill.client.WaybillClient;
import dev.waybill.shared.access.ApiKey;
import dev.waybill.shared.access.ApiKeys;
import dev.waybill.shared.tenancy.Role;
import dev.waybill.shared.tenancy.Scope;
import java.net.URI;
import java.util.Locale;

/**
 * A workspace of one test, empty at first, with one user in each role.
 *
 * @param operatorKey of Ada Operator
 */
record Workspace(HubNode node, long id, Scope admin, String operatorKey) {

    static Workspace of(HubNode node, String name) {
        long id = node.behind()
                .sql("INSERT INTO workspaces (name) VALUES (:name) RETURNING id")
                .param("name", name)
                .query(Long.class)
                .single();
        long admin = member(node, id, "Grace", Role.ADMIN);
        Scope scope = new Scope(id, admin, Role.ADMIN, false);
        return new Workspace(
                node, id, scope, key(node, scope, member(node, id, "Ada", Role.OPERATOR), Role.OPERATOR));
    }

    /** A key of another user, who is made with it. */
    String keyOf(String name, Role role) {
        return key(node, admin, member(node, id, name, role), role);
    }

    /** The HTTP API as the operator uses it; close it. */
    WaybillClient client() {
        return WaybillClient.builder(URI.create(node.address()))
                .apiKey(operatorKey)
                .build();
    }

    private static long member(HubNode node, long workspace, String name, Role role) {
        String email = "%s-%d@example.com".formatted(name.toLowerCase(Locale.ROOT), workspace);
        long user = node.behind()
                .sql("INSERT INTO users (name, email) VALUES (:name, :email) RETURNING id")
                .param("name", name)
                .param("email", email)
                .query(Long.class)
                .single();
        node.behind()
                .sql("INSERT INTO workspace_members (workspace_id, user_id, role) VALUES (:workspace, :user, :role)")
                .param("workspace", workspace)
                .param("user", user)
                .param("role", role.word())
                .update();
        return user;
    }

    private static String key(HubNode node, Scope admin, long user, Role role) {
        return node.bean(ApiKeys.class)
                .create(admin, new ApiKey.Wanted("browser", user, role, false, null))
                .orElseThrow()
                .text()
                .text();
    }
}
