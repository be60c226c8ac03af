package dev.waybill.standalone.cli;

import dev.waybill.shared.job.ChunkResult;
import dev.waybill.shared.job.ItemResult;
import dev.waybill.shared.job.Job;
import dev.waybill.shared.job.JobOutcome;
import dev.waybill.shared.job.JobType;
import dev.waybill.shared.job.Progress;
import dev.waybill.shared.job.Rejected;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Works step by step, each an item, and ends as it was told to. */
final class Steps implements Job<Steps.Input> {

    static final JobType<Input> TYPE =
            JobType.of("steps", Input.class).withMaxAttempts(3).withTimeout(Duration.ofMinutes(5));

    private final CountDownLatch never = new CountDownLatch(1);

    /** @param end {@code completed}, {@code failed} or {@code review} */
    record Input(
            @NotNull Integer steps,
            @NotNull Integer pauseMillis,
            @NotNull String end) {}

    @Override
    public JobType<Input> type() {
        return TYPE;
    }

    @Override
    public JobOutcome run(Input input, Progress progress) throws Exception {
        progress.total(input.steps());
        int done = progress.checkpoint().map(next -> next.asInt()).orElse(0);
        for (; done < input.steps(); done++) {
            int step = done;
            progress.chunk(
                    tx -> new ChunkResult(List.of(ItemResult.success(step, "step " + step, null, null)), step + 1));
            progress.note("Step " + step + " is done");
            if (never.await(input.pauseMillis(), TimeUnit.MILLISECONDS)) {
                throw new IllegalStateException();
            }
            progress.throwIfStopped();
        }
        return switch (input.end()) {
            case "failed" -> throw new Rejected("told_to", "It was told to fail");
            case "review" -> new JobOutcome.AwaitingReview(Map.of("steps", done));
            default -> new JobOutcome.Completed(Map.of("steps", done));
        };
    }
}
