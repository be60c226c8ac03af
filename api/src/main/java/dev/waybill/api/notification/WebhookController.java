package dev.waybill.api.notification;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.waybill.api.http.EntityTag;
import dev.waybill.api.http.IfMatch;
import dev.waybill.api.http.JsonBody;
import dev.waybill.api.http.Page;
import dev.waybill.api.http.Query;
import dev.waybill.api.http.RequestKeyHeader;
import dev.waybill.api.http.Route;
import dev.waybill.api.http.Route.Trait;
import dev.waybill.api.problem.Reason;
import dev.waybill.api.problem.RequestRefused;
import dev.waybill.api.process.Intake;
import dev.waybill.api.process.ProcessView;
import dev.waybill.shared.job.JobJson;
import dev.waybill.shared.notification.WebhookDraft;
import dev.waybill.shared.notification.WebhookEndpoint;
import dev.waybill.shared.notification.WebhookEndpoints;
import dev.waybill.shared.notification.WebhookMessage;
import dev.waybill.shared.notification.WebhookSecret;
import dev.waybill.shared.queue.ProcessQueue;
import dev.waybill.shared.queue.Refusal;
import dev.waybill.shared.queue.RequestKey;
import dev.waybill.shared.queue.RequestKeys;
import dev.waybill.shared.tenancy.Scope;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Where a workspace has its notifications sent to. If-Match makes a change conditional. */
@RestController
@RequestMapping("/api/webhooks")
final class WebhookController {

    private final JsonBody bodies;
    private final WebhookEndpoints endpoints;
    private final ProcessQueue queue;
    private final RequestKeys keys;
    private final Intake intake;
    private final NotificationApiProperties properties;
    private final Clock clock;

    WebhookController(
            JsonBody bodies,
            WebhookEndpoints endpoints,
            ProcessQueue queue,
            RequestKeys keys,
            Intake intake,
            NotificationApiProperties properties,
            Clock clock) {
        this.bodies = bodies;
        this.endpoints = endpoints;
        this.queue = queue;
        this.keys = keys;
        this.intake = intake;
        this.properties = properties;
        this.clock = clock;
    }

    @Route(id = "listWebhooks", summary = "Webhooks, newest first", traits = Trait.PAGED)
    @GetMapping
    Page<WebhookView> list(Scope scope, Query query) {
        return Page.of(
                query,
                clock,
                (before, most) -> endpoints.list(scope, before, most),
                WebhookEndpoint::id,
                (row, now) -> WebhookView.of(row, null, now));
    }

    @Route(
            id = "createWebhook",
            summary = "A new webhook; the only answer with its secret",
            body = NotificationShapes.WebhookShape.class,
            answers = 201,
            traits = {Trait.CREATES, Trait.TAGGED},
            refuses = "409 too_many_webhooks")
    @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<WebhookView> create(Scope scope, Query query, HttpServletRequest request) throws IOException {
        query.done();
        WebhookDraft draft = WebhookBody.read(bodies.object(request));
        WebhookSecret secret = WebhookSecret.random();
        int most = properties.mostWebhooks();
        WebhookEndpoint made = endpoints
                .create(scope, draft, secret, most)
                .orElseThrow(() -> new Refusal(
                        Refusal.Kind.CONFLICT, "too_many_webhooks", "A workspace has at most " + most + " webhooks"));
        return answer(ResponseEntity.created(URI.create("/api/webhooks/" + made.id())), made, secret);
    }

    @Route(id = "getWebhook", summary = "A webhook", traits = Trait.TAGGED)
    @GetMapping("/{id}")
    ResponseEntity<WebhookView> get(@PathVariable("id") long id, Scope scope, Query query) {
        query.done();
        return answer(ResponseEntity.ok(), find(scope, id), null);
    }

    @Route(
            id = "replaceWebhook",
            summary = "Replaces what is said of a webhook",
            body = NotificationShapes.WebhookShape.class,
            traits = {Trait.TAGGED})
    @PutMapping(path = "/{id}", consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<WebhookView> replace(
            @PathVariable("id") long id, Scope scope, Query query, IfMatch ifMatch, HttpServletRequest request)
            throws IOException {
        query.done();
        WebhookDraft draft = WebhookBody.read(bodies.object(request));
        WebhookEndpoint changed = endpoints
                .replace(scope, id, version(scope, id, ifMatch), draft)
                .orElseThrow(() -> stale(find(scope, id)));
        return answer(ResponseEntity.ok(), changed, null);
    }

    @Route(id = "deleteWebhook", summary = "Deletes a webhook", answers = 204)
    @DeleteMapping("/{id}")
    ResponseEntity<Void> delete(@PathVariable("id") long id, Scope scope, Query query, IfMatch ifMatch) {
        query.done();
        if (!endpoints.delete(scope, id, version(scope, id, ifMatch))) {
            throw stale(find(scope, id));
        }
        return ResponseEntity.noContent().build();
    }

    @Route(
            id = "rotateWebhookSecret",
            summary = "A new secret; the old one signs too for a while",
            traits = {Trait.BARE, Trait.TAGGED})
    @PostMapping("/{id}/secret")
    ResponseEntity<WebhookView> rotate(
            @PathVariable("id") long id, Scope scope, Query query, IfMatch ifMatch, HttpServletRequest request)
            throws IOException {
        query.done();
        bodies.requireEmpty(request);
        WebhookSecret secret = WebhookSecret.random();
        WebhookEndpoint changed = endpoints
                .rotate(scope, id, version(scope, id, ifMatch), secret, properties.secretOverlap())
                .orElseThrow(() -> stale(find(scope, id)));
        return answer(ResponseEntity.ok(), changed, secret);
    }

    /** Sends a message at once, even to one that is disabled; the process tells whether it arrived. */
    @Route(
            id = "testWebhook",
            summary = "Sends a message at once",
            answers = 202,
            traits = {Trait.BARE, Trait.IDEMPOTENT, Trait.ENQUEUES, Trait.TAGGED, Trait.SUBMITS})
    @PostMapping("/{id}/test")
    ResponseEntity<ProcessView> test(@PathVariable("id") long id, Scope scope, Query query, HttpServletRequest request)
            throws IOException {
        query.done();
        bodies.requireEmpty(request);
        find(scope, id);
        ObjectNode bare = JobJson.MAPPER.createObjectNode();
        RequestKey key = RequestKeyHeader.of(request, bare);
        WebhookMessage message = new WebhookMessage(
                UUID.randomUUID(), id, WebhookMessage.TEST, clock.instant(), Map.of("webhook_id", id));
        long workspace = Objects.requireNonNull(scope.workspaceId());
        return intake.answer(
                scope,
                keys.once(
                        scope,
                        key,
                        () -> queue.submit(message.submission(workspace)).id()));
    }

    /** Not to be kept by anybody on the way: it can hold a secret. */
    private ResponseEntity<WebhookView> answer(
            ResponseEntity.BodyBuilder answer, WebhookEndpoint endpoint, @Nullable WebhookSecret secret) {
        return answer.eTag(EntityTag.of(endpoint.version()))
                .cacheControl(CacheControl.noStore())
                .body(WebhookView.of(endpoint, secret, clock.instant()));
    }

    private WebhookEndpoint find(Scope scope, long id) {
        return endpoints
                .find(scope, id)
                .orElseThrow(() -> new RequestRefused(Reason.NOT_FOUND, "There is no webhook " + id));
    }

    private long version(Scope scope, long id, IfMatch ifMatch) {
        WebhookEndpoint endpoint = find(scope, id);
        Long expected = ifMatch.require(endpoint.version(), "Webhook " + id);
        return expected == null ? endpoint.version() : expected;
    }

    private static RequestRefused stale(WebhookEndpoint endpoint) {
        return new RequestRefused(
                Reason.STALE, "Webhook %d is at version %d".formatted(endpoint.id(), endpoint.version()));
    }
}
