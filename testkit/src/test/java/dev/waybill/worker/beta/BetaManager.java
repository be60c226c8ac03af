package dev.waybill.worker.beta;

import dev.waybill.api.process.ProcessPage;
import dev.waybill.shared.tenancy.RoleTransactions;
import dev.waybill.worker.alpha.AlphaJob;
import java.net.http.HttpClient;
import java.time.Instant;
import org.jobrunr.jobs.Job;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * Scanned, injected, on JobRunr, with a clock and an HTTP client of its own, as the runtime, in a cycle, in a package that does
 * not speak of null.
 */
@Component
public final class BetaManager {

    @Autowired
    @Nullable
    AlphaJob alpha;

    @Nullable
    Job job;

    @Nullable
    ProcessPage page;

    @Nullable
    HttpClient http;

    public Instant now() {
        return Instant.now();
    }

    public int act(RoleTransactions roles) {
        return roles.asRuntime(() -> 1);
    }
}
