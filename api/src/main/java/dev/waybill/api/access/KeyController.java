package dev.waybill.api.access;

import dev.waybill.api.http.JsonBody;
import dev.waybill.api.http.Page;
import dev.waybill.api.http.Query;
import dev.waybill.api.http.Route;
import dev.waybill.api.http.Route.Trait;
import dev.waybill.api.problem.FieldError;
import dev.waybill.api.problem.Reason;
import dev.waybill.api.problem.RequestRefused;
import dev.waybill.shared.access.ApiKey;
import dev.waybill.shared.access.ApiKeys;
import dev.waybill.shared.access.Member;
import dev.waybill.shared.access.WorkspaceMembers;
import dev.waybill.shared.tenancy.Scope;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The keys of a workspace, for its admins. */
@RestController
@RequestMapping("/api/keys")
final class KeyController {

    private final JsonBody bodies;
    private final ApiKeys keys;
    private final WorkspaceMembers members;
    private final LiveCredentials live;
    private final Clock clock;

    KeyController(JsonBody bodies, ApiKeys keys, WorkspaceMembers members, LiveCredentials live, Clock clock) {
        this.bodies = bodies;
        this.keys = keys;
        this.members = members;
        this.live = live;
        this.clock = clock;
    }

    @Route(
            id = "listKeys",
            summary = "API keys of the workspace, newest first",
            query = AccessShapes.KeyQuery.class,
            traits = Trait.PAGED)
    @GetMapping
    Page<KeyView> list(Scope scope, Query query) {
        boolean all = "true".equals(query.oneOf("revoked", List.of("true", "false")));
        return Page.of(query, clock, (before, most) -> keys.page(scope, all, before, most), ApiKey::id, KeyView::of);
    }

    @Route(
            id = "createKey",
            summary = "A new key; shown in this answer only",
            body = AccessShapes.KeyShape.class,
            answers = 201,
            traits = Trait.CREATES)
    @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<KeyView> create(Scope scope, Query query, HttpServletRequest request) throws IOException {
        query.done();
        Instant now = clock.instant();
        ApiKey.Wanted wanted = KeyBody.read(bodies.object(request), scope, now);
        if (!scope.role().includes(wanted.role())) {
            throw new RequestRefused(AccessProblems.forbidden(wanted.role()));
        }
        Member user = members.find(scope, wanted.userId()).orElseThrow(KeyController::noMember);
        if (!user.role().includes(wanted.role())) {
            throw wrong("/role", "must not be above its user's, " + user.role().word());
        }
        ApiKey.Made made = keys.create(scope, wanted).orElseThrow(KeyController::noMember);
        return ResponseEntity.created(URI.create("/api/keys/" + made.key().id()))
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .body(KeyView.of(made.key(), made.text().text(), now));
    }

    @Route(id = "getKey", summary = "A key, without its secret")
    @GetMapping("/{id}")
    KeyView get(@PathVariable("id") long id, Scope scope, Query query) {
        query.done();
        return keys.find(scope, id).map(key -> KeyView.of(key, clock.instant())).orElseThrow(() -> none(id));
    }

    /** From the answer on no node takes it. */
    @Route(id = "revokeKey", summary = "Ends a key at once, on all nodes", answers = 204, traits = Trait.BARE)
    @DeleteMapping("/{id}")
    ResponseEntity<Void> revoke(@PathVariable("id") long id, Scope scope, Query query, HttpServletRequest request)
            throws IOException {
        query.done();
        bodies.requireEmpty(request);
        if (!keys.revoke(scope, id)) {
            throw none(id);
        }
        live.changed();
        return ResponseEntity.noContent().build();
    }

    private static RequestRefused none(long id) {
        return new RequestRefused(Reason.NOT_FOUND, "There is no key " + id);
    }

    private static RequestRefused noMember() {
        return wrong("/user_id", "is no member of the workspace");
    }

    private static RequestRefused wrong(String pointer, String detail) {
        return new RequestRefused(
                Reason.INVALID_INPUT, "The key does not fit", List.of(new FieldError(pointer, detail)));
    }
}
