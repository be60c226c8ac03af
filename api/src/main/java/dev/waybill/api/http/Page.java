package dev.waybill.api.http;

import dev.waybill.api.problem.RequestRefused;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.ToLongFunction;
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

    /** Reads rows of a list. */
    @FunctionalInterface
    public interface Rows<R> {

        /**
         * @param after the key of the row behind which to go on; null at the start
         * @param most how many at the most
         */
        List<R> read(@Nullable Long after, int most);
    }

    /**
     * The page that a query asks for, of a list in the order of a key. Takes the last parameters of the query.
     *
     * @param key of a row, from 1
     * @throws RequestRefused {@code invalid_parameter} if anything is wrong with the query
     */
    public static <R, T> Page<T> of(
            Query query, Clock clock, Rows<R> rows, ToLongFunction<R> key, BiFunction<R, Instant, T> view) {
        int limit = query.limit();
        Long after = query.cursor(1);
        query.done();
        Instant now = clock.instant();
        return of(
                rows.read(after, limit + 1),
                limit,
                row -> Cursor.encode(key.applyAsLong(row)),
                row -> view.apply(row, now),
                now);
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
