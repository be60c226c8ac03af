package dev.waybill.worker.enrichment;

import dev.waybill.shared.enrichment.EnrichmentResult;
import dev.waybill.shared.job.Deferred;
import dev.waybill.shared.job.Progress;
import dev.waybill.shared.job.Stopped;
import dev.waybill.shared.tracing.TraceContext;
import dev.waybill.worker.ai.AiFailure;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;

/**
 * Asks about all records that are still selected, with several calls on the way at the same time. Only the job's own thread
 * stores results. When something stops it, what is on the way is waited for and stored first, since it is paid for.
 */
final class EnrichRun {

    private final Reading reading;
    private final Packing packing;
    private final Asking asking;
    private final ResultStore store;
    private final AnswerCache cache;
    private final AnswerCache.Owner owner;
    private final Progress progress;
    private final int concurrency;
    private final BlockingQueue<Answered> done = new LinkedBlockingQueue<>();
    private int onTheWay;
    private long asked;
    private boolean allRead;
    private boolean narrow;
    /** Those on the way that were sent while others were. */
    private int beside;

    private @Nullable Throwable failure;

    EnrichRun(
            Reading reading,
            Packing packing,
            Asking asking,
            ResultStore store,
            AnswerCache cache,
            AnswerCache.Owner owner,
            Progress progress,
            int concurrency) {
        this.reading = reading;
        this.packing = packing;
        this.asking = asking;
        this.store = store;
        this.cache = cache;
        this.owner = owner;
        this.progress = progress;
        this.concurrency = concurrency;
    }

    /**
     * Runs until nothing is left, or a budget ends it.
     *
     * @return what the budget had no room for; empty when everything is done
     * @throws Exception what a job throws for a failure of the provider
     */
    Optional<AiFailure.OverBudget> all() throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            do {
                progress.throwIfStopped();
                fill(threads);
                if (onTheWay > 0) {
                    take();
                }
            } while (onTheWay > 0 || (failure == null && !(allRead && !packing.isFull())));
        }
        return end();
    }

    private void fill(ExecutorService threads) throws Exception {
        while (failure == null && onTheWay < (narrow ? 1 : concurrency)) {
            while (!allRead && !packing.isFull()) {
                read();
            }
            List<Asked> portion = packing.next();
            if (portion.isEmpty()) {
                return;
            }
            asked += portion.size();
            progress.step("Asking about %,d records, %,d were asked about".formatted(portion.size(), asked));
            onTheWay++;
            beside += narrow ? 0 : 1;
            Future<?> unused = threads.submit(TraceContext.carried(() -> done.add(asking.ask(portion))));
        }
    }

    /** What is known already needs no call. */
    private void read() throws Exception {
        Reading.Page page = reading.next();
        allRead = page.end();
        Map<String, AnswerCache.Answer> known = cache.find(owner, AnswerCache.hashes(page.asked()));
        List<EnrichmentResult> results = new ArrayList<>(page.results());
        for (Asked record : page.asked()) {
            AnswerCache.Answer answer = known.get(record.hash());
            if (answer == null) {
                packing.add(record);
            } else {
                results.add(asking.result(record, answer));
            }
        }
        store.store(results);
    }

    private void take() throws Exception {
        Answered answered = await();
        onTheWay--;
        store.store(answered.results());
        packing.addPortions(answered.again());
        boolean together = beside > 0;
        beside -= together ? 1 : 0;
        if (answered.failure() instanceof AiFailure.OverBudget && together) {
            // the others hold back more than they will cost: once more, one after another
            narrow = true;
        } else if (answered.failure() != null) {
            failure = graver(failure, answered.failure());
        }
        for (String note = asking.notes().poll();
                note != null;
                note = asking.notes().poll()) {
            progress.note(note);
        }
    }

    private Answered await() {
        try {
            return done.take();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            progress.throwIfStopped();
            throw new IllegalStateException("interrupted though nobody stops it", e);
        }
    }

    private Optional<AiFailure.OverBudget> end() throws Exception {
        if (failure == null) {
            return Optional.empty();
        }
        if (failure instanceof AiFailure.OverBudget over && over.budget().isPresent()) {
            return Optional.of(over);
        }
        if (failure instanceof AiFailure other) {
            throw other.forJob();
        }
        if (failure instanceof Exception other) {
            throw other;
        }
        throw (Error) failure;
    }

    /** A stop counts more than being put back, that more than a failure, and a full budget less than all. */
    private static Throwable graver(@Nullable Throwable one, Throwable other) {
        return one == null || weight(other) > weight(one) ? other : one;
    }

    private static int weight(Throwable failure) {
        return switch (failure) {
            case AiFailure.OverBudget over -> 0;
            case Stopped stopped -> 3;
            case Deferred deferred -> 2;
            default -> 1;
        };
    }
}
