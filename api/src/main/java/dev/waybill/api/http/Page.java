package dev.waybill.api.http;

import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A page of a list.
 *
 * @param next what {@code cursor} (of events: {@code after}) starts the next page; null at the end
 * @param serverTime when it was made, by the server's clock
 */
public record Page<T>(List<T> items, @Nullable String next, Instant serverTime) {

    /** Items of a page unless the caller says otherwise. */
    public static final int USUAL = 50;

    /** Items of the largest page. */
    public static final int LARGEST = 200;

    public Page {
        items = List.copyOf(items);
    }

    /**
     * @param oneMore what was read with a limit of one more than the page holds
     * @param cursor the place behind a row
     */
    public static <R, T> Page<T> of(
            List<R> oneMore, int limit, Function<R, String> cursor, Function<R, T> view, Instant serverTime) {
        boolean more = oneMore.size() > limit;
        List<R> rows = more ? oneMore.subList(0, limit) : oneMore;
        return new Page<>(rows.stream().map(view).toList(), more ? cursor.apply(rows.getLast()) : null, serverTime);
    }
}
