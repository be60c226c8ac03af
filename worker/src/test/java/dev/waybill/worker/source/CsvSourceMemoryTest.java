package dev.waybill.worker.source;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class CsvSourceMemoryTest {

    private static final Survey SURVEY = new Survey("UTF-8", ",", List.of("sku", "name"), Long.MAX_VALUE);

    @Test
    void readsNoFurtherAheadThanABufferOfAFileWithoutEnd() throws IOException {
        Endless file = new Endless("4711,a name of usual length\n", Long.MAX_VALUE);
        CsvSource source = new CsvSource(() -> file, CsvOptions.DETECT, ReadLimits.DEFAULTS);

        try (RecordReader reader = source.open(SURVEY)) {
            long used = Endless.HEADER.length();
            for (int record = 0; record < 1_000_000; record++) {
                used += file.line.length;
                assertThat(Objects.requireNonNull(reader.next()).number()).isEqualTo(record);
            }
            assertThat(file.read - used).isLessThan(1 << 16);
        }
    }

    @Test
    void surveysMoreThanTheHeapHolds() throws IOException {
        // one field a row, so long that the rows together are larger than the heap of this JVM
        String line = "1," + "x".repeat(1_000_000) + "\n";
        long rows = Runtime.getRuntime().maxMemory() / line.length() + 100;
        CsvSource source =
                new CsvSource(() -> new Endless(line, rows * line.length()), CsvOptions.DETECT, ReadLimits.DEFAULTS);

        assertThat(source.survey().records()).isEqualTo(rows);
    }

    private static final class Endless extends InputStream {

        static final String HEADER = "sku,name\n";

        private final byte[] line;
        private final long size;
        private long read;

        Endless(String line, long bodySize) {
            this.line = line.getBytes(US_ASCII);
            this.size = bodySize == Long.MAX_VALUE ? bodySize : HEADER.length() + bodySize;
        }

        @Override
        public int read() {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0];
        }

        @Override
        public int read(byte[] buffer, int offset, int length) {
            if (read >= size) {
                return -1;
            }
            byte[] from = read < HEADER.length() ? HEADER.getBytes(US_ASCII) : line;
            int at = (int) (read < HEADER.length() ? read : (read - HEADER.length()) % line.length);
            int count = Math.min(length, from.length - at);
            System.arraycopy(from, at, buffer, offset, count);
            read += count;
            return count;
        }
    }
}
