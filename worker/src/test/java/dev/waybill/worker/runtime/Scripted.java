package dev.waybill.worker.runtime;

import dev.waybill.shared.job.Job;
import dev.waybill.shared.job.JobOutcome;
import dev.waybill.shared.job.JobType;
import dev.waybill.shared.job.Progress;
import dev.waybill.shared.job.RetryPolicy;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

/** A job whose every run does what the test says under the script's name. */
final class Scripted implements Job<Scripted.Input> {

    static final JobType<Input> TYPE = JobType.of("scripted", Input.class)
            .withMaxAttempts(3)
            .withRetry(RetryPolicy.fixed(Duration.ofMillis(50)))
            .withTimeout(Duration.ofSeconds(60));

    /** The same, with one attempt of half a second. */
    static final JobType<Input> IMPATIENT =
            TYPE.withSubtype("impatient").withMaxAttempts(1).withTimeout(Duration.ofMillis(500));

    private static final Map<String, Script> SCRIPTS = new ConcurrentHashMap<>();

    private final JobType<Input> type;

    Scripted(JobType<Input> type) {
        this.type = type;
    }

    /** What a run does. */
    interface Script {
        JobOutcome run(Progress progress) throws Exception;
    }

    record Input(@NotNull String script) {}

    static void script(String name, Script script) {
        SCRIPTS.put(name, script);
    }

    static JobOutcome done() {
        return new JobOutcome.Completed(Map.of());
    }

    @Override
    public JobType<Input> type() {
        return type;
    }

    @Override
    public JobOutcome run(Input input, Progress progress) throws Exception {
        return Objects.requireNonNull(SCRIPTS.get(input.script())).run(progress);
    }
}
