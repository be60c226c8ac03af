package dev.waybill.api.reviewpack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class ByteRangeTest {

    @ParameterizedTest
    @CsvSource({
        "bytes=0-0,0,0",
        "bytes=0-9,0,9",
        "bytes=5-,5,9",
        "bytes=5-500,5,9",
        "bytes=-3,7,9",
        "bytes=-30,0,9",
        "bytes= 2 - 4 ,2,4",
        "bytes=9-,9,9"
    })
    void findsTheBytes(String header, long first, long last) throws ByteRange.Unsatisfiable {
        assertThat(ByteRange.of(header, 10)).contains(new ByteRange(first, last));
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "bytes=", "bytes=-", "bytes=4-2", "bytes=0-1,3-4", "lines=0-1", "bytes=a-b", "0-1"})
    void sendsTheWholeWhenThereIsNothingToUnderstand(@Nullable String header) throws ByteRange.Unsatisfiable {
        assertThat(ByteRange.of(header, 10)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"bytes=10-", "bytes=10-12", "bytes=-0", "bytes=999999999999999999-"})
    void refusesWhatLiesBeyondTheEnd(String header) {
        assertThatThrownBy(() -> ByteRange.of(header, 10)).isInstanceOf(ByteRange.Unsatisfiable.class);
    }

    @Test
    void countsBothEnds() {
        assertThat(new ByteRange(2, 4).length()).isEqualTo(3);
    }
}
