package dev.waybill.shared.files;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChunkedContentTest {

    private final List<Integer> fetched = new ArrayList<>();

    @Test
    void fetchesEachChunkOnceAndOnlyWhenItIsNeeded() throws IOException {
        ChunkedContent content = new ChunkedContent(this::chunk, 4, 10, 0);

        assertThat(fetched).isEmpty();
        assertThat(content.read()).isEqualTo('0');
        assertThat(content.available()).isEqualTo(3);
        assertThat(content.readNBytes(3)).asString(US_ASCII).isEqualTo("123");
        assertThat(fetched).containsExactly(0);
        assertThat(content.readAllBytes()).asString(US_ASCII).isEqualTo("456789");
        assertThat(fetched).containsExactly(0, 1, 2);
        assertThat(content.read()).isEqualTo(-1);
    }

    @Test
    void skipsWithoutFetching() throws IOException {
        ChunkedContent content = new ChunkedContent(this::chunk, 4, 10, 1);

        assertThat(content.skip(8)).isEqualTo(8);
        assertThat(content.read()).isEqualTo('9');
        assertThat(fetched).containsExactly(2);
        assertThat(content.skip(5)).isZero();
    }

    @Test
    void doesNotTakeAMissingChunkForTheEnd() {
        ChunkedContent content = new ChunkedContent(number -> null, 4, 10, 0);

        assertThatThrownBy(content::read).isInstanceOf(IOException.class);
    }

    private byte[] chunk(int number) {
        fetched.add(number);
        return "0123456789".substring(number * 4, Math.min(10, number * 4 + 4)).getBytes(US_ASCII);
    }
}
