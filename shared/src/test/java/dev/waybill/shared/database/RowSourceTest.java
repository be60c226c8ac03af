package dev.waybill.shared.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RowSourceTest {

    @Test
    void theOnlyRowNeedsNoArray() {
        RowSource<Row> source = source(new Row(1, "import", "a"));

        assertThat(source.sql())
                .isEqualTo(
                        "(SELECT :id::bigint AS id, :type::text AS type, NULL::jsonb AS summary, :note::text AS note)");
        assertThat(source.values())
                .containsOnlyKeys("id", "type", "note")
                .containsEntry("id", 1L)
                .containsEntry("type", "import")
                .containsEntry("note", "a");
    }

    @Test
    void whatAllRowsHaveInCommonIsSaidOnce() {
        RowSource<Row> source = source(new Row(1, "import", "a"), new Row(2, "import", "a"));

        assertThat(source.sql())
                .isEqualTo("(SELECT rows.id, :type::text AS type, NULL::jsonb AS summary, :note::text AS note"
                        + " FROM unnest(:id::bigint[]) AS rows(id))");
        assertThat(source.values()).containsEntry("id", new Long[] {1L, 2L}).containsEntry("type", "import");
    }

    @Test
    void columnsAreInCommonAllOrNone() {
        RowSource<Row> source = source(new Row(1, "import", "a"), new Row(2, "import", null));

        assertThat(source.sql())
                .isEqualTo("(SELECT rows.id, rows.type, NULL::jsonb AS summary, rows.note"
                        + " FROM unnest(:id::bigint[], :type::text[], :note::text[]) AS rows(id, type, note))");
        assertThat(source.values())
                .containsEntry("type", new String[] {"import", "import"})
                .containsEntry("note", new String[] {"a", null});
    }

    @Test
    void namesWhatIsFilled() {
        assertThat(source(new Row(1, "import", null)).filled()).containsExactly("id", "type");
    }

    @Test
    void isNotMadeOfNothing() {
        assertThatThrownBy(RowSourceTest::source).isInstanceOf(IllegalArgumentException.class);
    }

    private static RowSource<Row> source(Row... rows) {
        return new RowSource<>(List.of(rows))
                .each("id", SqlType.BIGINT, Row::id)
                .common("type", SqlType.TEXT, Row::type)
                .each("summary", SqlType.JSONB, row -> null)
                .common("note", SqlType.TEXT, Row::note);
    }

    private record Row(long id, String type, @Nullable String note) {}
}
