package dev.waybill.worker.outbound;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/** Reads {@code Link} headers (RFC 8288, appendix B). */
final class LinkHeader {

    private LinkHeader() {}

    /**
     * The target of the first link of that relation.
     *
     * @param relation in lower case
     * @param context what references are relative to; a link that is said of another document does not count
     */
    static Optional<HttpUrl> find(List<String> headers, String relation, HttpUrl context) {
        for (String header : headers) {
            HttpUrl found = find(new HeaderScanner(header), relation, context);
            if (found != null) {
                return Optional.of(found);
            }
        }
        return Optional.empty();
    }

    private static @Nullable HttpUrl find(HeaderScanner header, String relation, HttpUrl context) {
        while (!header.atEnd()) {
            if (header.take('<')) {
                String reference = header.upTo('>').strip();
                Map<String, String> parameters = header.parameters();
                if (isOf(relation, parameters) && isSaidOf(context, parameters.get("anchor"))) {
                    return context.resolve(reference);
                }
            }
            if (!header.take(',')) {
                // what cannot be read ends at the next comma
                header.skipPast(',');
            }
        }
        return null;
    }

    private static boolean isOf(String relation, Map<String, String> parameters) {
        return Arrays.stream(parameters.getOrDefault("rel", "").strip().split("\\s+"))
                .anyMatch(relation::equalsIgnoreCase);
    }

    private static boolean isSaidOf(HttpUrl context, @Nullable String anchor) {
        return anchor == null || context.equals(context.resolve(anchor));
    }
}
