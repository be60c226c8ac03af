package dev.waybill.worker.imports;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.shared.catalog.ProductDraft;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The file that the README's first command imports. */
class SampleTest {

    private static final String SAMPLE = "standalone/src/main/resources/samples/products.csv";

    @Test
    void holdsFiveBadRowsOfDifferentKinds() throws IOException {
        byte[] sample = Files.readAllBytes(Corpora.root().resolve(SAMPLE));

        List<Checked<ProductDraft>> rows = Sheet.check(sample, Sheet.INPUT);

        assertThat(rows).hasSize(2_399);
        assertThat(sample).hasSizeLessThan(400_000);
        assertThat(rows.stream().filter(row -> row instanceof Checked.Bad).map(Sheet::verdict))
                .containsExactly(
                        "price_negative", "price_invalid", "name_missing", "identity_missing", "duplicate_identity");
    }
}
