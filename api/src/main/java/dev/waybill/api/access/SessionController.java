package dev.waybill.api.access;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.waybill.api.http.JsonBody;
import dev.waybill.api.http.Members;
import dev.waybill.api.http.Query;
import dev.waybill.api.http.Route;
import dev.waybill.api.http.Route.Trait;
import dev.waybill.api.problem.Reason;
import dev.waybill.api.problem.RequestRefused;
import dev.waybill.shared.access.KeyHolder;
import dev.waybill.shared.access.Sessions;
import dev.waybill.shared.access.WorkspaceMembers;
import dev.waybill.shared.tenancy.Scope;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Signs browsers in and out, and tells everybody who they are. */
@RestController
@RequestMapping("/api/session")
final class SessionController {

    static final String CSRF_HEADER = "X-CSRF-Token";

    private static final String NOT_STORED = "no-store";
    private static final int LONGEST_KEY = 200;

    private final JsonBody bodies;
    private final SignIn signIn;
    private final WorkspaceMembers members;
    private final Clock clock;

    SessionController(JsonBody bodies, SignIn signIn, WorkspaceMembers members, Clock clock) {
        this.bodies = bodies;
        this.signIn = signIn;
        this.members = members;
        this.clock = clock;
    }

    @Route(
            id = "openSession",
            summary = "Signs a browser in with a key",
            body = AccessShapes.SessionShape.class,
            answers = 201,
            traits = Trait.OPEN,
            refuses = "unauthenticated")
    @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<SessionView> open(Query query, HttpServletRequest request) throws IOException {
        query.done();
        ObjectNode body = bodies.object(request);
        Members fields = new Members(body);
        String key = fields.requiredText("key", LONGEST_KEY);
        fields.done("A session is opened with a key");
        SignIn.Opened opened = signIn.withKey(key, request);
        KeyHolder holder = opened.holder();
        Scope scope = holder.scope(Callers.address(request));
        return ResponseEntity.status(HttpStatus.CREATED)
                .header(HttpHeaders.SET_COOKIE, opened.cookie())
                .header(HttpHeaders.CACHE_CONTROL, NOT_STORED)
                .body(SessionView.of(
                        scope,
                        members.names(scope),
                        opened.expiresAt(),
                        Sessions.csrfToken(opened.token()),
                        clock.instant()));
    }

    @Route(id = "whoAmI", summary = "Who calls")
    @GetMapping
    ResponseEntity<SessionView> whoAmI(Scope scope, Query query, HttpServletRequest request) {
        query.done();
        Caller caller = Caller.of(request);
        return ResponseEntity.ok()
                .header(HttpHeaders.CACHE_CONTROL, NOT_STORED)
                .body(SessionView.of(
                        scope, members.names(scope), caller.expiresAt(), csrfToken(caller), clock.instant()));
    }

    /** Of a key or a token there is nothing to end. */
    @Route(id = "closeSession", summary = "Signs a browser out", answers = 204, traits = Trait.BARE)
    @DeleteMapping
    ResponseEntity<Void> end(Query query, HttpServletRequest request) throws IOException {
        query.done();
        bodies.requireEmpty(request);
        if (Caller.of(request).credential() instanceof Credential.Session session) {
            signIn.end(session.id());
        }
        return ResponseEntity.noContent()
                .header(HttpHeaders.SET_COOKIE, SessionCookie.gone(request))
                .build();
    }

    /** Uses a link up; HEAD, which somebody may send to look what is there, does not get here. */
    @Route(
            id = "signInByLink",
            summary = "Signs a browser in by a link that holds once",
            answers = 303,
            traits = Trait.OPEN,
            refuses = "unauthenticated")
    @GetMapping("/link/{token}")
    ResponseEntity<Void> link(@PathVariable("token") String token, Query query, HttpServletRequest request) {
        query.done();
        if (!request.getMethod().equals("GET")) {
            throw new RequestRefused(Reason.METHOD_NOT_ALLOWED, "This route takes GET");
        }
        return ResponseEntity.status(HttpStatus.SEE_OTHER)
                .location(URI.create(request.getContextPath() + "/"))
                .header(HttpHeaders.SET_COOKIE, signIn.withLink(token, request).cookie())
                .header(HttpHeaders.CACHE_CONTROL, NOT_STORED)
                .header("Referrer-Policy", "no-referrer")
                .build();
    }

    private static @Nullable String csrfToken(Caller caller) {
        return caller.credential() instanceof Credential.Session session ? session.csrfToken() : null;
    }
}
