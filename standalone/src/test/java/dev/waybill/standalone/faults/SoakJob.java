package dev.waybill.standalone.faults;

import dev.waybill.shared.job.AwaitChildren;
import dev.waybill.shared.job.ChunkResult;
import dev.waybill.shared.job.ItemResult;
import dev.waybill.shared.job.Job;
import dev.waybill.shared.job.JobOutcome;
import dev.waybill.shared.job.JobType;
import dev.waybill.shared.job.Progress;
import dev.waybill.shared.queue.ProcessQueue;
import dev.waybill.shared.queue.Submission;
import dev.waybill.shared.tenancy.Scope;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Leaves a row for each of its items, in the transaction of their chunk: what was lost or done twice can be counted. */
final class SoakJob implements Job<SoakInput> {

    static final int ITEMS = 2;

    private static final Duration LONGEST_WAIT = Duration.ofMinutes(5);

    private static final String EFFECT = "INSERT INTO soak_effects (process_id, number) VALUES (:process, :number)";

    private static final String FAILURES = "SELECT attempts_spent FROM processes WHERE id = :process";

    private static final String OPEN_CHILDREN = """
            SELECT count(*) FROM processes WHERE parent_id = :process AND finished_at IS NULL
            """;

    private final JobType<SoakInput> type;
    private final ProcessQueue queue;
    private final CountDownLatch never = new CountDownLatch(1);

    SoakJob(JobType<SoakInput> type, ProcessQueue queue) {
        this.type = type;
        this.queue = queue;
    }

    @Override
    public JobType<SoakInput> type() {
        return type;
    }

    @Override
    public JobOutcome run(SoakInput input, Progress progress) throws Exception {
        progress.total((long) input.chunks() * ITEMS);
        int done = progress.checkpoint().map(next -> next.asInt()).orElse(0);
        for (; done < input.chunks(); done++) {
            writeChunk(done, progress);
            if (input.hogs()) {
                exhaustTheHeap();
            }
            work(input.pauseMillis());
            progress.throwIfStopped();
        }
        if (input.fails() > 0) {
            failIfItIsTo(input, progress);
        }
        if (input.children() > 0) {
            raiseChildren(input, progress, done);
        }
        Map<String, Object> summary = Map.of("chunks", input.chunks());
        return type.equals(SoakTypes.REVIEW)
                ? new JobOutcome.AwaitingReview(summary)
                : new JobOutcome.Completed(summary);
    }

    private static void writeChunk(int chunk, Progress progress) throws Exception {
        progress.chunk(tx -> {
            List<ItemResult> items = IntStream.range(chunk * ITEMS, (chunk + 1) * ITEMS)
                    .mapToObj(number -> {
                        tx.sql(EFFECT)
                                .param("process", progress.processId())
                                .param("number", number)
                                .update();
                        return ItemResult.success(number, null, null, null);
                    })
                    .toList();
            return new ChunkResult(items, chunk + 1);
        });
    }

    private void work(int millis) throws InterruptedException {
        if (never.await(millis, TimeUnit.MILLISECONDS)) {
            throw new IllegalStateException();
        }
    }

    /** Counts what the ledger counts: an attempt that was interrupted has not failed. */
    private static void failIfItIsTo(SoakInput input, Progress progress) throws Exception {
        if (count(FAILURES, progress) < input.fails()) {
            throw new IllegalStateException("fails as it was told to");
        }
    }

    // it may have been interrupted between the chunk and the wait
    private void raiseChildren(SoakInput input, Progress progress, int done) throws Exception {
        if (done == input.chunks()) {
            progress.chunk(tx -> {
                Submission child = Submission.of(Scope.SEEDED, SoakTypes.EFFECTS, SoakInput.effects(0, 2, 50))
                        .childOf(progress.processId());
                for (int i = 0; i < input.children(); i++) {
                    queue.submit(child);
                }
                return new ChunkResult(List.of(), input.chunks() + 1);
            });
        }
        if (count(OPEN_CHILDREN, progress) > 0) {
            throw new AwaitChildren(LONGEST_WAIT);
        }
    }

    private static long count(String sql, Progress progress) throws Exception {
        List<Long> count = new ArrayList<>();
        progress.chunk(tx -> {
            count.add(read(sql, progress, tx));
            return new ChunkResult(List.of(), null);
        });
        return count.getLast();
    }

    private static long read(String sql, Progress progress, JdbcClient tx) {
        return tx.sql(sql)
                .param("process", progress.processId())
                .query(Long.class)
                .single();
    }

    private static void exhaustTheHeap() {
        List<byte[]> hoard = new ArrayList<>();
        while (!hoard.contains(new byte[0])) {
            hoard.add(new byte[1 << 24]);
        }
    }
}
