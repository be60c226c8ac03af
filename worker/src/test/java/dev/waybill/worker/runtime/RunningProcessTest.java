package dev.waybill.worker.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.waybill.shared.job.Progress;
import dev.waybill.shared.job.Stopped;
import dev.waybill.shared.process.ProcessId;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class RunningProcessTest {

    private final RunningProcess process = new RunningProcess(new ProcessId(1), UUID.randomUUID(), 1);
    private final List<String> aborted = new ArrayList<>();

    @Test
    void aStopAbortsEveryOpenCallOnce() {
        try (Progress.AbortRegistration first = process.abortOnStop(() -> aborted.add("first"));
                Progress.AbortRegistration second = process.abortOnStop(() -> aborted.add("second"))) {
            process.stop(Stopped.Why.TIMEOUT);
            process.stop(Stopped.Why.CANCELLED);
        }
        assertThat(aborted).containsExactly("first", "second");
    }

    @Test
    void aCallThatEndedIsNotAborted() {
        process.abortOnStop(() -> aborted.add("ended")).close();
        process.stop(Stopped.Why.CANCELLED);
        assertThat(aborted).isEmpty();
    }

    @Test
    void anAbortThatFailsKeepsNoOtherFromItsCall() {
        process.abortOnStop(() -> {
            throw new IllegalStateException("cannot");
        });
        process.abortOnStop(() -> aborted.add("second"));
        process.stop(Stopped.Why.SHUTDOWN);
        assertThat(aborted).containsExactly("second");
    }

    @Test
    void aStoppedAttemptBeginsNoCall() {
        process.stop(Stopped.Why.CANCELLED);
        assertThatThrownBy(() -> process.abortOnStop(() -> aborted.add("late"))).isInstanceOf(Stopped.class);
    }
}
