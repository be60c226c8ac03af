package dev.waybill.worker.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.shared.job.Stopped;
import dev.waybill.shared.process.ProcessId;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.junit.jupiter.api.Test;

class RunningProcessesTest {

    private static final Duration LONG = Duration.ofMinutes(1);

    @Test
    void aLostLeaseStopsOnlyTheAttemptThatRunsUnderIt() {
        try (ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor()) {
            RunningProcesses running = new RunningProcesses(timer, Duration.ofMillis(1), Duration.ofMillis(1));
            UUID job = UUID.randomUUID();
            RunningProcess attempt = new RunningProcess(new ProcessId(1), job, 7);
            try (RunningProcesses.Registration unused = running.register(attempt, LONG)) {
                running.stop(job, 6, Stopped.Why.LEASE_LOST);
                assertThat(attempt.why()).isNull();

                running.stop(UUID.randomUUID(), 7, Stopped.Why.LEASE_LOST);
                assertThat(attempt.why()).isNull();

                running.stop(job, 7, Stopped.Why.LEASE_LOST);
                assertThat(attempt.why()).isEqualTo(Stopped.Why.LEASE_LOST);
            }
        }
    }
}
