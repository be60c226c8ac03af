package dev.waybill.worker.imports;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PriceFormatTest {

    private static final PriceFormat EACH = new PriceFormat(null);

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    12             | 12
                    0              | 0
                    12.5           | 12.5
                    12,5           | 12.5
                    12.345         | 12.345
                    12,345         | 12345
                    1,234.50       | 1234.50
                    1.234,50       | 1234.50
                    1.234.567      | 1234567
                    1,234,567      | 1234567
                    1.234.567,89   | 1234567.89
                    12,34,567.89   | 1234567.89
                    1 234,50       | 1234.50
                    1\u00A0234,50  | 1234.50
                    1'234.50       | 1234.50
                    1’234.50       | 1234.50
                    .99            | 0.99
                    ,99            | 0.99
                    12.            | 12
                    12,-           | 12
                    12,- €         | 12
                    $12.50         | 12.50
                    $ 12.50        | 12.50
                    € 12,50        | 12.50
                    12,50 €        | 12.50
                    12,50 EUR      | 12.50
                    USD 12.50      | 12.50
                    US$12.50       | 12.50
                    CHF 1'234.50   | 1234.50
                    12 kr.         | 12
                    -5             | -5
                    -$5.10         | -5.10
                    $-5.10         | -5.10
                    −5             | -5
                    +5             | 5
                    0.0001         | 0.0001
                    999999999999999 | 999999999999999
                    """)
    void readsPricesAsPeopleWriteThem(String text, BigDecimal expected) {
        assertThat(EACH.parse(text))
                .hasValueSatisfying(price -> assertThat(price).isEqualByComparingTo(expected));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "abc",
                "twelve",
                "",
                "-",
                "$",
                ".",
                ",",
                "1.2.3",
                "1,2,3",
                "12.5.0,1",
                "1e5",
                "12x34",
                "1,2345.6",
                "0.00001",
                "1000000000000000",
                "12 - 15",
                "NaN",
                "--5",
                "12,50 € pro Stück"
            })
    void refusesWhatIsNoPrice(String text) {
        assertThat(EACH.parse(text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    . | 12,345    | 12345
                    . | 12.345    | 12.345
                    , | 12,345    | 12.345
                    , | 12.345    | 12345
                    , | 1.234,5   | 1234.5
                    . | 1.234,5   |
                    , | 1,234.5   |
                    """)
    void obeysTheDecimalSeparatorThatItWasTold(char separator, String text, @Nullable BigDecimal expected) {
        assertThat(new PriceFormat(separator)
                        .parse(text)
                        .map(BigDecimal::stripTrailingZeros)
                        .orElse(null))
                .isEqualTo(expected);
    }
}
