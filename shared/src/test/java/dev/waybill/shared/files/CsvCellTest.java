package dev.waybill.shared.files;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvCellTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "=1+1",
                "+SUM(A1)",
                "-cmd|x",
                "@x",
                "\tx",
                "\rx",
                "\n=x",
                "=",
                "-",
                "+-1",
                "\uFF1D1",
                "\uFF0Bx",
                "-1e",
                "-1+2"
            })
    void disarmsFormulas(String cell) {
        assertThat(CsvCell.inert(cell)).isEqualTo("'" + cell);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "-1", "+1", "-1.50", "-1,234.5", "+49 123", "-5%", "-1.5E-7", "1=1", "'=1", " =1"})
    void leavesTheRestAsItIs(String cell) {
        assertThat(CsvCell.inert(cell)).isEqualTo(cell);
    }
}
