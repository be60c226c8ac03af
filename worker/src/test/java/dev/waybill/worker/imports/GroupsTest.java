package dev.waybill.worker.imports;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.worker.source.RecordReader;
import dev.waybill.worker.source.SourceRecord;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class GroupsTest {

    @Test
    void keepsTheRowsOfAHandleTogether() throws IOException {
        assertThat(sizes(new Shopify(), Stream.of("a", "a", "b", "a", "", ""))).containsExactly(2, 1, 1, 1, 1);
    }

    @Test
    void takesRowsOfOtherDialectsOneByOne() throws IOException {
        assertThat(sizes(new Plain(), Stream.of("a", "a", "b"))).containsExactly(1, 1, 1);
    }

    @Test
    void partsAHandleThatIsTooLong() throws IOException {
        assertThat(sizes(new Shopify(), IntStream.range(0, 2_300).mapToObj(row -> "a")))
                .containsExactly(1_000, 1_000, 300);
        assertThat(sizes(new Shopify(), IntStream.range(0, 3).mapToObj(row -> "a" + " ".repeat(3 << 20))))
                .containsExactly(2, 1);
    }

    private static List<Integer> sizes(Dialect dialect, Stream<String> handles) throws IOException {
        Columns columns = Columns.of(List.of("Handle", "Title"), dialect, Map.of(), List.of());
        Groups groups = new Groups(new Handles(handles.iterator()), columns, dialect::together);
        List<Integer> sizes = new ArrayList<>();
        for (List<Row> group = groups.next(); group != null; group = groups.next()) {
            sizes.add(group.size());
        }
        return sizes;
    }

    private static final class Handles implements RecordReader {

        private final Iterator<String> handles;
        private long number;

        Handles(Iterator<String> handles) {
            this.handles = handles;
        }

        @Override
        public @Nullable SourceRecord next() {
            return handles.hasNext()
                    ? new SourceRecord(number++, number + 1, List.of(handles.next(), "Tee"), null)
                    : null;
        }

        @Override
        public void close() {}
    }
}
