package dev.waybill.worker.source;

import dev.waybill.shared.imports.ApiOptions;
import dev.waybill.shared.imports.ApiPaging;
import dev.waybill.shared.job.Rejected;
import dev.waybill.worker.outbound.OutboundResponse;
import dev.waybill.worker.outbound.OutboundUrl;
import java.util.Objects;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/**
 * How an API is walked through. A position says which page comes: its number, its first record, its cursor or its address,
 * always as text, so that it can be kept.
 */
final class PageWalk {

    private static final int LONGEST_POSITION = 4_096;
    private static final int MOST_PAGES = 10_000;

    private final HttpUrl base;
    private final @Nullable ApiPaging paging;

    /** @throws Rejected with {@code invalid_input} when the paging cannot work, or when the address is none */
    PageWalk(ApiOptions api) {
        this.paging = api.paging();
        this.base = sized(OutboundUrl.parse(api.url()), paging);
        if (paging != null && paging.next() == null && isNamedByPage(paging.kind())) {
            throw new Rejected("invalid_input", "paging.next must say where a page names the next one.");
        }
    }

    int maxPages() {
        return paging == null ? 1 : Objects.requireNonNullElse(paging.maxPages(), MOST_PAGES);
    }

    String first() {
        return switch (kind()) {
            case PAGE -> Long.toString(start(1));
            case OFFSET -> Long.toString(start(0));
            case CURSOR -> "";
            case NEXT_URL, LINK -> base.toString();
        };
    }

    HttpUrl address(String position) {
        return switch (kind()) {
            case PAGE -> with("page", position);
            case OFFSET -> with("offset", position);
            case CURSOR -> position.isEmpty() ? base : with("cursor", position);
            case NEXT_URL, LINK -> OutboundUrl.parse(position);
        };
    }

    /** Where the page looks for the next, if it does. */
    @Nullable
    String nextPointer() {
        return paging != null && isNamedByPage(paging.kind()) ? paging.next() : null;
    }

    /** Whether 404 can only mean that the pages are over. */
    boolean mayEndWithNotFound(String position) {
        boolean counted = paging != null && (kind() == ApiPaging.Kind.PAGE || kind() == ApiPaging.Kind.OFFSET);
        return counted && !position.equals(first());
    }

    /** The position after this one; null when this was the last page. */
    @Nullable
    String next(String position, PageScan page, OutboundResponse response) {
        if (paging == null) {
            return null;
        }
        String next = switch (paging.kind()) {
            case PAGE -> page.records() == 0 ? null : Long.toString(Long.parseLong(position) + 1);
            case OFFSET -> page.records() == 0 ? null : Long.toString(Long.parseLong(position) + page.records());
            case CURSOR -> page.next();
            case NEXT_URL -> page.next() == null ? null : resolved(response.url(), page.next());
            case LINK -> response.link("next").orElse(null);
        };
        if (next != null && (next.length() > LONGEST_POSITION || next.indexOf('\0') >= 0)) {
            throw new Rejected("paging_invalid", "The API names its next page in an unusable way.");
        }
        return next;
    }

    private static String resolved(HttpUrl from, String reference) {
        HttpUrl next = from.resolve(reference);
        if (next == null) {
            throw new Rejected("paging_invalid", "The API names a next page that is no http address.");
        }
        return next.toString();
    }

    /** A single page is walked to like the first of many. */
    private ApiPaging.Kind kind() {
        return paging == null ? ApiPaging.Kind.LINK : paging.kind();
    }

    private long start(long usual) {
        Long start = paging == null ? null : paging.start();
        return start == null ? usual : start;
    }

    private HttpUrl with(String usualParameter, String value) {
        String given = paging == null ? null : paging.parameter();
        return base.newBuilder()
                .setQueryParameter(Objects.requireNonNullElse(given, usualParameter), value)
                .build();
    }

    private static HttpUrl sized(HttpUrl url, @Nullable ApiPaging paging) {
        if (paging == null || paging.sizeParameter() == null || paging.size() == null) {
            return url;
        }
        return url.newBuilder()
                .setQueryParameter(paging.sizeParameter(), paging.size().toString())
                .build();
    }

    private static boolean isNamedByPage(ApiPaging.Kind kind) {
        return kind == ApiPaging.Kind.CURSOR || kind == ApiPaging.Kind.NEXT_URL;
    }
}
