package dev.waybill.worker.imports;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.waybill.shared.job.Failure;
import dev.waybill.shared.job.JobJson;
import dev.waybill.worker.source.Survey;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TallyTest {

    private static final Tally ONE_BAD =
            new Tally(1, 2, 3, 4, Map.of("price_invalid", 1L), List.of(Failure.of("price_invalid", "Row 2")));

    @Test
    void addsUp() {
        Tally sum = ONE_BAD.plus(ONE_BAD).plus(new Tally(0, 0, 0, 0, Map.of("name_missing", 5L), List.of()));

        assertThat(sum.inserted()).isEqualTo(2);
        assertThat(sum.updated()).isEqualTo(4);
        assertThat(sum.unchanged()).isEqualTo(6);
        assertThat(sum.aside()).isEqualTo(8);
        assertThat(sum.failedRows()).isEqualTo(7);
        assertThat(sum.codes()).isEqualTo("name_missing (5), price_invalid (2)");
    }

    @Test
    void keepsTheFirstHundredFailures() {
        Tally many = Stream.generate(() -> ONE_BAD).limit(150).reduce(Tally.NOTHING, Tally::plus);

        assertThat(many.failures()).hasSize(100);
        assertThat(many.failedRows()).isEqualTo(150);
    }

    @Test
    void survivesBeingACheckpoint() throws JsonProcessingException {
        ImportCheckpoint checkpoint =
                new ImportCheckpoint(new Survey("UTF-8", "\t", List.of("b", "a"), 10), 7, ONE_BAD, null);

        assertThat(JobJson.MAPPER.treeToValue(JobJson.MAPPER.valueToTree(checkpoint), ImportCheckpoint.class))
                .isEqualTo(checkpoint);
    }
}
