package dev.waybill.standalone.hub;

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
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Works step by step, each an item, and takes each step when the test lets it. */
final class Walk implements Job<Walk.Input> {

    static final JobType<Input> TYPE =
            JobType.of("walk", Input.class).withMaxAttempts(1).withTimeout(Duration.ofMinutes(5));

    private static final Map<String, Semaphore> PACES = new ConcurrentHashMap<>();

    /**
     * @param pace whose steps it takes, see {@link #let}; empty to take them all at once
     * @param end {@code completed}, {@code partial}, {@code failed} or {@code review}
     */
    record Input(
            @NotNull Integer steps,
            @NotNull String pace,
            @NotNull String end) {}

    /** Lets all walks of this pace take so many steps more, together. */
    static void let(String pace, int steps) {
        semaphore(pace).release(steps);
    }

    private static Semaphore semaphore(String pace) {
        return PACES.computeIfAbsent(pace, absent -> new Semaphore(0));
    }

    @Override
    public JobType<Input> type() {
        return TYPE;
    }

    @Override
    public JobOutcome run(Input input, Progress progress) throws Exception {
        progress.total(input.steps());
        for (int done = 0; done < input.steps(); done++) {
            await(input, progress);
            int step = done;
            progress.step("Step %d of %d".formatted(step + 1, input.steps()));
            progress.chunk(tx -> new ChunkResult(List.of(item(step, input)), step + 1));
        }
        Map<String, Object> summary = Map.of("steps", input.steps());
        return switch (input.end()) {
            case "failed" -> throw new Rejected("told_to", "It was told to fail");
            case "review" -> new JobOutcome.AwaitingReview(summary);
            case "partial" -> new JobOutcome.CompletedWithErrors(summary, List.of());
            default -> new JobOutcome.Completed(summary);
        };
    }

    private static void await(Input input, Progress progress) throws InterruptedException {
        if (input.pace().isEmpty()) {
            return;
        }
        while (!semaphore(input.pace()).tryAcquire(100, TimeUnit.MILLISECONDS)) {
            progress.throwIfStopped();
        }
    }

    private static ItemResult item(int step, Input input) {
        return input.end().equals("partial") && step == 0
                ? ItemResult.error(step, "step " + step, "stumbled", "It was told to stumble", null)
                : ItemResult.success(step, "step " + step, null, null);
    }
}
