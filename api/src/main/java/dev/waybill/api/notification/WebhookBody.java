package dev.waybill.api.notification;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.waybill.api.http.Members;
import dev.waybill.api.problem.FieldError;
import dev.waybill.api.problem.Reason;
import dev.waybill.api.problem.RequestRefused;
import dev.waybill.shared.notification.WebhookDraft;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads what people say of a webhook. */
final class WebhookBody {

    private static final String REFUSED = "The webhook does not fit";
    private static final int LONGEST_URL = 2_048;
    private static final int LONGEST_DESCRIPTION = 200;
    private static final int MOST_TYPES = 100;
    private static final Pattern TYPE = Pattern.compile("[a-z][a-z0-9_]{0,62}");

    private WebhookBody() {}

    /** @throws RequestRefused {@code invalid_input} with every error by its place */
    static WebhookDraft read(ObjectNode body) {
        Members members = new Members(body);
        String url = members.requiredText("url", LONGEST_URL);
        String description = members.text("description", LONGEST_DESCRIPTION);
        ArrayNode kinds = members.array("kinds", WebhookDraft.KINDS.size());
        ArrayNode types = members.array("types", MOST_TYPES);
        Boolean enabled = members.flag("enabled");
        members.done(REFUSED);
        List<FieldError> errors = new ArrayList<>();
        if (!sendable(url)) {
            errors.add(new FieldError("/url", "must be an http or https address without a user name or fragment"));
        }
        WebhookDraft draft = new WebhookDraft(
                url,
                description,
                kinds == null || kinds.isEmpty()
                        ? WebhookDraft.KINDS
                        : words("kinds", kinds, WebhookDraft.KINDS::contains, "must be of " + kinds(), errors),
                words("types", types, word -> TYPE.matcher(word).matches(), "must be the name of a job type", errors),
                enabled == null || enabled);
        if (!errors.isEmpty()) {
            throw new RequestRefused(Reason.INVALID_INPUT, REFUSED, errors);
        }
        return draft;
    }

    private static List<String> words(
            String name, @Nullable ArrayNode array, Predicate<String> fits, String rule, List<FieldError> errors) {
        List<String> words = new ArrayList<>();
        for (int index = 0; array != null && index < array.size(); index++) {
            String word = array.get(index).isTextual() ? array.get(index).textValue() : "";
            if (!fits.test(word)) {
                errors.add(new FieldError("/" + name + "/" + index, rule));
            } else if (!words.contains(word)) {
                words.add(word);
            }
        }
        return words;
    }

    private static String kinds() {
        return String.join(", ", WebhookDraft.KINDS);
    }

    private static boolean sendable(String url) {
        try {
            URI uri = new URI(url);
            String scheme = uri.getScheme();
            return ("http".equalsIgnoreCase(scheme) || "https".equalsIgnoreCase(scheme))
                    && uri.getHost() != null
                    && uri.getRawUserInfo() == null
                    && uri.getRawFragment() == null;
        } catch (URISyntaxException e) {
            return false;
        }
    }
}
