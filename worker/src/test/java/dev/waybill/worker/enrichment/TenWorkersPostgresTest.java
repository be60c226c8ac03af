package dev.waybill.worker.enrichment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.shared.enrichment.EnrichmentField;
import dev.waybill.shared.enrichment.EnrichmentMode;
import dev.waybill.shared.enrichment.ProductEnrichment;
import dev.waybill.shared.process.Process;
import dev.waybill.shared.process.ProcessId;
import dev.waybill.shared.process.ProcessStatus;
import dev.waybill.testkit.GeminiStandIn;
import dev.waybill.testkit.PostgresTest;
import dev.waybill.testkit.TestDatabase;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Whole workers that share the limit of a provider. */
@PostgresTest
class TenWorkersPostgresTest {

    private static final int WORKERS = 10;
    private static final int CALLS_EACH = 4;
    private static final int A_SECOND = 10;

    @Test
    void respectOneRateLimitTogether(TestDatabase database) {
        List<EnrichNode> workers = new ArrayList<>();
        try (GeminiStandIn gemini = new GeminiStandIn()) {
            for (int number = 0; number < WORKERS; number++) {
                workers.add(new EnrichNode(
                        database,
                        gemini,
                        "waybill.worker.name=worker-" + number,
                        "waybill.worker.threads=1",
                        "spring.datasource.hikari.maximum-pool-size=4",
                        "waybill.ai.limits.requests-per-minute=" + A_SECOND * 60,
                        "waybill.ai.limits.burst=0s",
                        "waybill.enrichment.portion-records=1"));
            }
            List<ProcessId> processes = new ArrayList<>();
            for (int number = 0; number < WORKERS; number++) {
                processes.add(workers.getFirst()
                        .submit(ProductEnrichment.of(
                                        workers.getFirst().products("of" + number + "-", CALLS_EACH),
                                        EnrichmentField.DESCRIPTION)
                                .in(EnrichmentMode.APPLY)));
            }

            Set<String> used = new HashSet<>();
            for (ProcessId id : processes) {
                Process ended = workers.getFirst().awaitRest(id);
                assertThat(ended.status()).as("%s", ended.errorMessage()).isEqualTo(ProcessStatus.COMPLETED);
                used.add(Objects.requireNonNull(ended.workerId()));
            }

            assertThat(used).as("workers that took part").hasSizeGreaterThan(WORKERS / 2);
            assertThat(gemini.requests()).isEqualTo(WORKERS * CALLS_EACH);
            List<Long> times = gemini.calls().stream()
                    .map(call -> call.at().toEpochMilli())
                    .sorted()
                    .toList();
            for (int first = 0; first + A_SECOND + 2 < times.size(); first++) {
                assertThat(times.get(first + A_SECOND + 2) - times.get(first))
                        .as("milliseconds in which %d requests came", A_SECOND + 3)
                        .isGreaterThan(900);
            }
        } finally {
            workers.forEach(EnrichNode::close);
        }
    }
}
