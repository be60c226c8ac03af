package dev.waybill.api.enrichment;

import dev.waybill.api.http.EntityTag;
import dev.waybill.shared.enrichment.EnrichmentReviews;
import dev.waybill.shared.process.Process;
import dev.waybill.shared.process.ProcessId;
import dev.waybill.shared.tenancy.Scope;
import dev.waybill.shared.usage.UsageLedger;
import java.time.Clock;
import java.time.Instant;
import java.util.Objects;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;

/** Answers that show an enrichment. */
final class EnrichmentAnswers {

    private final EnrichmentReviews reviews;
    private final UsageLedger usage;
    private final Clock clock;

    EnrichmentAnswers(EnrichmentReviews reviews, UsageLedger usage, Clock clock) {
        this.reviews = reviews;
        this.usage = usage;
        this.clock = clock;
    }

    Instant now() {
        return clock.instant();
    }

    EnrichmentView view(Scope scope, ProcessId id) {
        Process process = reviews.process(scope, id);
        long workspace = Objects.requireNonNull(scope.workspaceId());
        SpendingView spending = SpendingView.of(usage.ofProcess(workspace, id.value()));
        return EnrichmentView.of(process, reviews.counts(scope, id), spending, now());
    }

    ResponseEntity<EnrichmentView> ok(Scope scope, ProcessId id) {
        EnrichmentView view = view(scope, id);
        return ResponseEntity.ok()
                // decisions on items change what is shown, but not the process
                .eTag(EntityTag.of(view.version(), Objects.hash(view.items(), view.spending())))
                .cacheControl(CacheControl.noCache().cachePrivate())
                .body(view);
    }
}
