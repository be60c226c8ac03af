package dev.waybill.api.notification;

import dev.waybill.api.http.JsonBody;
import dev.waybill.api.http.Members;
import dev.waybill.api.http.Page;
import dev.waybill.api.http.Query;
import dev.waybill.api.http.Route;
import dev.waybill.api.http.Route.Trait;
import dev.waybill.api.problem.FieldError;
import dev.waybill.api.problem.Reason;
import dev.waybill.api.problem.RequestRefused;
import dev.waybill.shared.notification.Notification;
import dev.waybill.shared.notification.Notifications;
import dev.waybill.shared.queue.Refusal;
import dev.waybill.shared.tenancy.Scope;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What the caller was told in this workspace. */
@RestController
@RequestMapping("/api/notifications")
final class NotificationController {

    private static final List<String> FLAGS = List.of("true", "false");

    private final JsonBody bodies;
    private final Notifications notifications;
    private final NotificationApiProperties properties;
    private final Clock clock;

    NotificationController(
            JsonBody bodies, Notifications notifications, NotificationApiProperties properties, Clock clock) {
        this.bodies = bodies;
        this.notifications = notifications;
        this.properties = properties;
        this.clock = clock;
    }

    @Route(
            id = "listNotifications",
            summary = "What the caller was told, newest first",
            query = NotificationShapes.ListQuery.class,
            traits = Trait.PAGED,
            refuses = "409 user_required")
    @GetMapping
    Page<NotificationView> list(Scope scope, Query query) {
        boolean unread = "true".equals(query.oneOf("unread", FLAGS));
        requireUser(scope);
        return Page.of(
                query,
                clock,
                (before, most) -> notifications.list(scope, unread, before, most),
                Notification::id,
                NotificationView::of);
    }

    @Route(id = "countUnreadNotifications", summary = "How many are unread", refuses = "409 user_required")
    @GetMapping("/unread-count")
    UnreadView unreadCount(Scope scope, Query query) {
        query.done();
        requireUser(scope);
        int most = properties.mostCounted();
        return new UnreadView(notifications.unread(scope, most), most, clock.instant());
    }

    @Route(
            id = "readNotification",
            summary = "Marks a notification as read",
            traits = Trait.BARE,
            refuses = "409 user_required")
    @PostMapping("/{id}/read")
    NotificationView read(@PathVariable("id") long id, Scope scope, Query query, HttpServletRequest request)
            throws IOException {
        query.done();
        bodies.requireEmpty(request);
        requireUser(scope);
        return notifications
                .read(scope, id)
                .map(read -> NotificationView.of(read, clock.instant()))
                .orElseThrow(() -> new RequestRefused(Reason.NOT_FOUND, "There is no notification " + id));
    }

    @Route(
            id = "readNotifications",
            summary = "Marks all up to one as read",
            body = NotificationShapes.ReadAllShape.class,
            refuses = "409 user_required")
    @PostMapping(path = "/read-all", consumes = MediaType.APPLICATION_JSON_VALUE)
    MarkedView readAll(Scope scope, Query query, HttpServletRequest request) throws IOException {
        query.done();
        Members members = new Members(bodies.object(request));
        Long upTo = members.whole("up_to", 1, Long.MAX_VALUE);
        members.done("The request does not fit");
        if (upTo == null) {
            throw new RequestRefused(
                    Reason.INVALID_INPUT,
                    "The request does not say up to which notification",
                    List.of(new FieldError("/up_to", "is required")));
        }
        requireUser(scope);
        return new MarkedView(notifications.readAll(scope, upTo), clock.instant());
    }

    private static void requireUser(Scope scope) {
        if (scope.userId() == null) {
            throw new Refusal(Refusal.Kind.CONFLICT, "user_required", "Notifications belong to a user");
        }
    }
}
