package dev.waybill.worker.enrichment;

import dev.waybill.shared.enrichment.EnrichmentResult;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What came of asking about a portion.
 *
 * @param results records that are done
 * @param again smaller portions, for what the answer did not reach
 * @param failure why nothing came; null when something did
 */
record Answered(
        List<EnrichmentResult> results,
        List<List<Asked>> again,
        @Nullable Throwable failure) {

    /** Nothing came; the portion is to be asked about again, if the failure lets anything go on. */
    static Answered failed(List<Asked> portion, Throwable failure) {
        return new Answered(List.of(), List.of(portion), failure);
    }
}
