package dev.waybill.worker.alpha;

import dev.waybill.shared.job.Job;
import dev.waybill.shared.job.JobOutcome;
import dev.waybill.shared.job.JobType;
import dev.waybill.shared.job.Progress;
import dev.waybill.worker.beta.BetaManager;
import java.util.Map;

/** A job that is public and uses another family. */
public final class AlphaJob implements Job<String> {

    @Override
    public JobType<String> type() {
        return JobType.of("alpha", String.class);
    }

    @Override
    public JobOutcome run(String input, Progress progress) {
        return new JobOutcome.Completed(Map.of("at", new BetaManager().now().toString()));
    }
}
