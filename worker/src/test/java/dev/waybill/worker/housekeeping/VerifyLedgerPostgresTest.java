package dev.waybill.worker.housekeeping;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.shared.housekeeping.HousekeepingInput;
import dev.waybill.shared.housekeeping.HousekeepingTypes;
import dev.waybill.shared.process.Process;
import dev.waybill.shared.process.ProcessId;
import dev.waybill.shared.tenancy.Scope;
import dev.waybill.testkit.PostgresTest;
import dev.waybill.testkit.TestDatabase;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Objects;
import org.junit.jupiter.api.Test;

@PostgresTest
class VerifyLedgerPostgresTest {

    @Test
    void countsWhatDivergesAndSaysSoInAMetric(TestDatabase database) {
        try (HouseNode node = new HouseNode(database, "waybill.schedules.hourly-verify.enabled=false")) {
            ProcessId ended = node.ended("well");
            assertThat(divergences(node)).isZero();

            database.superuser()
                    .sql("UPDATE processes SET event_seq = event_seq + 1 WHERE id = :id")
                    .param("id", ended.value())
                    .update();
            assertThat(divergences(node)).isEqualTo(1);
            assertThat(node.bean(MeterRegistry.class)
                            .get("waybill.verify.divergences")
                            .gauge()
                            .value())
                    .isEqualTo(1);
        }
    }

    private static long divergences(HouseNode node) {
        Process run = node.run(Scope.SYSTEM, HousekeepingTypes.VERIFY, new HousekeepingInput());
        return Objects.requireNonNull(run.summary()).path("divergences").asLong();
    }
}
