package dev.waybill.api.access;

import dev.waybill.api.http.JsonBody;
import dev.waybill.api.http.Members;
import dev.waybill.api.http.Page;
import dev.waybill.api.http.Query;
import dev.waybill.api.http.Route;
import dev.waybill.api.http.Route.Trait;
import dev.waybill.api.problem.Reason;
import dev.waybill.api.problem.RequestRefused;
import dev.waybill.shared.access.Member;
import dev.waybill.shared.access.WorkspaceMembers;
import dev.waybill.shared.queue.Refusal;
import dev.waybill.shared.tenancy.Role;
import dev.waybill.shared.tenancy.Scope;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.util.Objects;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Who belongs to a workspace, for its admins; what they are called, for all. */
@RestController
@RequestMapping("/api/members")
final class MemberController {

    private static final int LONGEST = 200;

    private final JsonBody bodies;
    private final WorkspaceMembers members;
    private final LiveCredentials live;
    private final Clock clock;

    MemberController(JsonBody bodies, WorkspaceMembers members, LiveCredentials live, Clock clock) {
        this.bodies = bodies;
        this.members = members;
        this.live = live;
        this.clock = clock;
    }

    @Route(id = "listMembers", summary = "Members of the workspace, by id", traits = Trait.PAGED)
    @GetMapping
    Page<MemberView> list(Scope scope, Query query) {
        return Page.of(query, clock, (after, most) -> members.page(scope, after, most), Member::userId, MemberView::of);
    }

    @Route(id = "listMemberNames", summary = "What members are called, by id", traits = Trait.PAGED)
    @GetMapping("/names")
    Page<MemberName> names(Scope scope, Query query) {
        return Page.of(
                query,
                clock,
                (after, most) -> members.page(scope, after, most),
                Member::userId,
                (member, now) -> new MemberName(member.userId(), member.name()));
    }

    @Route(
            id = "addMember",
            summary = "A new member",
            body = AccessShapes.MemberShape.class,
            answers = 201,
            traits = Trait.CREATES,
            refuses = "409 member_exists")
    @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<MemberView> add(Scope scope, Query query, HttpServletRequest request) throws IOException {
        query.done();
        Members body = new Members(bodies.object(request));
        String name = body.requiredText("name", LONGEST);
        String email = body.text("email", LONGEST);
        Role role = KeyBody.role(body);
        if (email != null && !email.matches("[^@\\s]+@[^@\\s]+")) {
            body.wrong("email", "must be an address like name@example.com");
        }
        body.done("The member does not fit");
        Member member = members.add(scope, name, email, Objects.requireNonNull(role))
                .orElseThrow(() -> new Refusal(
                        Refusal.Kind.CONFLICT, "member_exists", "Somebody with this address is a member already"));
        return ResponseEntity.created(URI.create("/api/members/" + member.userId()))
                .body(MemberView.of(member, clock.instant()));
    }

    @Route(
            id = "changeMember",
            summary = "What a member may do from now on",
            body = AccessShapes.RoleShape.class,
            refuses = "409 last_admin")
    @PutMapping(path = "/{userId}", consumes = MediaType.APPLICATION_JSON_VALUE)
    MemberView change(@PathVariable("userId") long userId, Scope scope, Query query, HttpServletRequest request)
            throws IOException {
        query.done();
        Members body = new Members(bodies.object(request));
        Role role = KeyBody.role(body);
        body.done("The member does not fit");
        return MemberView.of(
                done(members.change(scope, userId, Objects.requireNonNull(role)), userId), clock.instant());
    }

    @Route(
            id = "removeMember",
            summary = "Ends a membership, and the keys that act for it",
            answers = 204,
            traits = Trait.BARE,
            refuses = "409 last_admin")
    @DeleteMapping("/{userId}")
    ResponseEntity<Void> remove(
            @PathVariable("userId") long userId, Scope scope, Query query, HttpServletRequest request)
            throws IOException {
        query.done();
        bodies.requireEmpty(request);
        done(members.remove(scope, userId), userId);
        return ResponseEntity.noContent().build();
    }

    private Member done(Member.Change change, long userId) {
        return switch (change) {
            case Member.Change.Done done -> {
                live.changed();
                yield done.member();
            }
            case Member.Change.Unknown unknown ->
                throw new RequestRefused(Reason.NOT_FOUND, "There is no member " + userId);
            case Member.Change.LastAdmin last ->
                throw new Refusal(
                        Refusal.Kind.CONFLICT,
                        "last_admin",
                        "Nobody else is an admin of the workspace: make somebody one first");
        };
    }
}
