package dev.waybill.worker.imports;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class SeenIdentitiesTest {

    @Test
    void tellsTheRowThatNamedAnIdentityFirst() {
        SeenIdentities seen = new SeenIdentities(10);

        assertThat(seen.add("sku:a", 2)).isZero();
        assertThat(seen.add("sku:b", 3)).isZero();
        assertThat(seen.add("sku:a", 4)).isEqualTo(2);
        assertThat(seen.add("sku:a", 5)).isEqualTo(2);
    }

    @Test
    void keepsAsManyAsItWasMadeFor() {
        long most = 200_000;
        SeenIdentities seen = new SeenIdentities(most);

        assertThat(LongStream.rangeClosed(1, most).filter(row -> seen.add("sku:P-" + row, row) != 0))
                .isEmpty();
        assertThat(LongStream.rangeClosed(1, most).filter(row -> seen.add("sku:P-" + row, row + 1) != row))
                .isEmpty();
    }
}
