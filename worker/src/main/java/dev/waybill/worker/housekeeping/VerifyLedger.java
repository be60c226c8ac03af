package dev.waybill.worker.housekeeping;

import dev.waybill.shared.housekeeping.HousekeepingInput;
import dev.waybill.shared.housekeeping.HousekeepingTypes;
import dev.waybill.shared.job.Job;
import dev.waybill.shared.job.JobOutcome;
import dev.waybill.shared.job.JobType;
import dev.waybill.shared.job.Progress;
import dev.waybill.shared.verify.Verification;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Compares the headers that changed since the last run, and some time before, with their events, items and JobRunr's rows. */
final class VerifyLedger implements Job<HousekeepingInput> {

    private static final Logger LOG = LoggerFactory.getLogger(VerifyLedger.class);
    private static final int MOST_IN_LOG = 100;

    /** The schedule comes every hour; one that was missed is made good. */
    private static final Duration CHANGED_WITHIN = Duration.ofHours(3);

    private final Verification verification;
    private final AtomicLong divergences = new AtomicLong();

    VerifyLedger(Verification verification) {
        this.verification = verification;
    }

    @Override
    public JobType<HousekeepingInput> type() {
        return HousekeepingTypes.VERIFY;
    }

    /** How many the last run on this worker found. */
    long divergences() {
        return divergences.get();
    }

    @Override
    public JobOutcome run(HousekeepingInput input, Progress progress) {
        progress.step("Comparing");
        AtomicLong found = new AtomicLong();
        long looked = verification.changedWithin(CHANGED_WITHIN, divergence -> {
            progress.throwIfStopped();
            if (found.incrementAndGet() <= MOST_IN_LOG) {
                LOG.error("The ledger diverges: {}", divergence.sentence());
            }
        });
        divergences.set(found.get());
        return new JobOutcome.Completed(Map.of("processes", looked, "divergences", found.get()));
    }
}
