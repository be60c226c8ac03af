package dev.waybill.api.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PageTest {

    @Test
    void namesTheNextPageOnlyWhenThereIsOne() {
        Page<Integer> more = Page.of(List.of(1, 2, 3), 2, row -> Cursor.encode(row), row -> row * 10, Instant.EPOCH);
        Page<Integer> last = Page.of(List.of(1, 2), 2, row -> Cursor.encode(row), row -> row * 10, Instant.EPOCH);

        assertThat(more.items()).containsExactly(10, 20);
        assertThat(more.next()).isEqualTo(Cursor.encode(2));
        assertThat(last.items()).containsExactly(10, 20);
        assertThat(last.next()).isNull();
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 42, 999_999_999_999_999_999L})
    void readsItsCursorsBack(long key) {
        assertThat(Cursor.decode(Cursor.encode(key))).isEqualTo(key);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "!", "a", "LTE", "MDE", "MS4w", "OTk5OTk5OTk5OTk5OTk5OTk5OTk"})
    void refusesACursorOfSomebodyElse(String cursor) {
        assertThat(Cursor.decode(cursor)).isNull();
    }
}
