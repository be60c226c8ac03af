package dev.waybill.standalone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TableTest {

    @ParameterizedTest
    @CsvSource({"abc,3", "春天,4", "ｱ,1", "ＡＢ,4", "한국,4", "👍,2", "👩‍👩‍👧,2", "✈️,2", "é,1", "🇩🇪,2", "'',0"})
    void measuresInColumns(String text, int width) {
        assertThat(Cells.width(text)).isEqualTo(width);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 9, 40})
    void fitsExactly(int width) {
        for (String text : List.of("abcdefgh", "春天的目录很长", "a春b天", "👩‍👩‍👧👩‍👩‍👧👩‍👩‍👧", "")) {
            assertThat(Cells.width(Cells.fit(text, width))).as(text).isEqualTo(width);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {40, 60, 80, 200})
    void alignsWhateverTheNamesAre(int screen) {
        List<String> lines = new ArrayList<>();
        Table table = new Table(screen, lines::add, "ID", "NAME", "NOTE");
        table.row("1", "Spring", "x");
        table.row("22", "春のカタログ、とても長い名前です", "x");
        table.row("333", "👩‍👩‍👧 \u001b[31mfamily\n", "x");
        table.row("4444", "e\u0301te\u0301", "a note that is longer than the screen is wide, if it is narrow");
        table.flush();
        assertThat(lines)
                .hasSize(5)
                .allSatisfy(line -> assertThat(Cells.width(line)).isLessThanOrEqualTo(screen));
        int column = Cells.width(lines.getFirst().substring(0, lines.getFirst().indexOf("NOTE")));
        assertThat(lines.subList(1, 4))
                .allSatisfy(line -> assertThat(Cells.width(line.substring(0, line.lastIndexOf('x'))))
                        .isEqualTo(column));
    }

    @Test
    void cutsNothingWhereThereIsNoTerminal() {
        List<String> lines = new ArrayList<>();
        Table table = new Table(0, lines::add, "ID", "NAME");
        table.row("1", "n".repeat(500));
        table.flush();
        assertThat(lines.getLast()).hasSize(504);
    }
}
