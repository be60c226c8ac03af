package dev.waybill.client;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** A list over all its pages; each page is fetched when the one before it is used up. */
final class Pages<T> implements Iterator<T> {

    private final Function<@Nullable String, Json.Page<T>> fetch;
    private final Deque<T> fetched = new ArrayDeque<>();
    private @Nullable String cursor;
    private boolean last;

    private Pages(Function<@Nullable String, Json.Page<T>> fetch) {
        this.fetch = fetch;
    }

    /** @param fetch the page at a cursor; null asks for the first */
    static <T> Stream<T> stream(Function<@Nullable String, Json.Page<T>> fetch) {
        return StreamSupport.stream(
                Spliterators.spliteratorUnknownSize(new Pages<>(fetch), Spliterator.ORDERED | Spliterator.NONNULL),
                false);
    }

    @Override
    public boolean hasNext() {
        while (fetched.isEmpty() && !last) {
            fetchNext();
        }
        return !fetched.isEmpty();
    }

    @Override
    public T next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        return fetched.remove();
    }

    private void fetchNext() {
        Json.Page<T> page = fetch.apply(cursor);
        List<T> items = page.listed();
        fetched.addAll(items);
        last = items.isEmpty() || page.next() == null || page.next().equals(cursor);
        cursor = page.next();
    }
}
