package dev.waybill.api.notification;

import dev.waybill.api.http.Member;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What routes of notifications and webhooks take, as their description shows it. */
final class NotificationShapes {

    private NotificationShapes() {}

    /** Which notifications. */
    record ListQuery(@Nullable @Member(usual = "false") Boolean unread) {}

    /** Up to which notification all are read. */
    record ReadAllShape(@Min(1) long upTo) {}

    /** A webhook, whole. */
    record WebhookShape(
            @Size(max = 2_048)
            @Pattern(regexp = "[Hh][Tt][Tt][Pp][Ss]?://[^\\s#]+")
            @Member(says = "http or https, without a user name or a fragment.")
            String url,

            @Nullable @Size(max = 200) String description,

            @Nullable
            @Size(max = 4)
            @Member(
                    oneOf = {"queued", "waiting_review", "reminder", "completed"},
                    says = "All unless given.")
            List<String> kinds,

            @Nullable @Size(max = 100) @Member(says = "Names of job types; all unless given.")
            List<@Pattern(regexp = "[a-z][a-z0-9_]{0,62}") String> types,

            @Nullable @Member(usual = "true") Boolean enabled) {}
}
