package dev.waybill.api.tenancy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.waybill.api.http.JsonBody;
import dev.waybill.api.http.Members;
import dev.waybill.api.http.Page;
import dev.waybill.api.http.Query;
import dev.waybill.api.http.Route;
import dev.waybill.api.http.Route.Trait;
import dev.waybill.api.problem.Reason;
import dev.waybill.api.problem.RequestRefused;
import dev.waybill.shared.queue.Refusal;
import dev.waybill.shared.tenancy.Scope;
import dev.waybill.shared.tenancy.Tenant;
import dev.waybill.shared.tenancy.Tenants;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Tenants: whose data a process works on. */
@RestController
@RequestMapping("/api/tenants")
final class TenantController {

    private static final int LONGEST = 200;

    private final JsonBody bodies;
    private final Tenants tenants;
    private final Clock clock;

    TenantController(JsonBody bodies, Tenants tenants, Clock clock) {
        this.bodies = bodies;
        this.tenants = tenants;
        this.clock = clock;
    }

    @Route(
            id = "listTenants",
            summary = "Tenants, newest first",
            query = TenantShapes.ListQuery.class,
            traits = Trait.PAGED)
    @GetMapping
    Page<TenantView> list(Scope scope, Query query) {
        String externalId = query.text("external_id");
        return Page.of(
                query,
                clock,
                (before, most) -> tenants.page(scope, externalId, before, most),
                Tenant::id,
                TenantView::of);
    }

    @Route(
            id = "createTenant",
            summary = "A new tenant",
            body = TenantShapes.NewTenantShape.class,
            answers = 201,
            traits = Trait.CREATES,
            refuses = "409 tenant_exists")
    @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<TenantView> create(Scope scope, Query query, HttpServletRequest request) throws IOException {
        query.done();
        ObjectNode body = bodies.object(request);
        Members members = new Members(body);
        String name = members.requiredText("name", LONGEST);
        String externalId = members.text("external_id", LONGEST);
        members.done("The tenant does not fit");
        Tenant tenant = tenants.create(scope, name, externalId).orElseThrow(() -> taken(externalId));
        return ResponseEntity.created(URI.create("/api/tenants/" + tenant.id()))
                .body(TenantView.of(tenant, clock.instant()));
    }

    @Route(id = "getTenant", summary = "A tenant")
    @GetMapping("/{id}")
    TenantView get(@PathVariable("id") long id, Scope scope, Query query) {
        query.done();
        return tenants.find(scope, id)
                .map(tenant -> TenantView.of(tenant, clock.instant()))
                .orElseThrow(() -> new RequestRefused(Reason.NOT_FOUND, "There is no tenant " + id));
    }

    private static Refusal taken(@Nullable String externalId) {
        return new Refusal(
                Refusal.Kind.CONFLICT, "tenant_exists", "There is a tenant with the external id " + externalId);
    }
}
