package dev.waybill.shared.notification;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What people say of a webhook.
 *
 * @param url with http or https; where it may lead is checked in the moment of connecting
 * @param description for people
 * @param kinds of {@code queued}, {@code waiting_review}, {@code completed}; at least one
 * @param types names of process types; empty for all
 * @param enabled whether it gets what happens from now on
 */
public record WebhookDraft(
        String url, @Nullable String description, List<String> kinds, List<String> types, boolean enabled) {

    /** Every kind there is. */
    public static final List<String> KINDS = List.of("queued", "waiting_review", "reminder", "completed");

    public WebhookDraft {
        kinds = List.copyOf(kinds);
        types = List.copyOf(types);
    }
}
