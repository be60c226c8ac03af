package dev.waybill.worker.locations;

import dev.waybill.shared.job.ChunkResult;
import dev.waybill.shared.job.Deferred;
import dev.waybill.shared.job.Job;
import dev.waybill.shared.job.JobOutcome;
import dev.waybill.shared.job.JobType;
import dev.waybill.shared.job.Progress;
import dev.waybill.shared.job.Rejected;
import dev.waybill.shared.locations.BatchInput;
import dev.waybill.shared.locations.LocationBatches;
import dev.waybill.shared.locations.LocationDuplicates;
import dev.waybill.shared.locations.LocationItem;
import dev.waybill.shared.locations.LocationTypes;
import dev.waybill.worker.ai.AiFailure;
import dev.waybill.worker.ai.AiPrices;
import dev.waybill.worker.ai.AiProperties;
import dev.waybill.worker.ai.JsonAnswers;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Drafts of locations for a questionnaire, for a person's review. What a call of the model gave is stored at once: an
 * attempt that goes on after a crash asks only for what is missing.
 */
final class AiLocationGenerate implements Job<BatchInput> {

    private final LocationBatches batches;
    private final LocationDuplicates duplicates;
    private final JsonAnswers model;
    private final AiProperties ai;
    private final AiPrices prices;
    private final @Nullable PlacesClient places;
    private final GenerateProperties settings;

    AiLocationGenerate(
            LocationBatches batches,
            LocationDuplicates duplicates,
            JsonAnswers model,
            AiProperties ai,
            AiPrices prices,
            @Nullable PlacesClient places,
            GenerateProperties settings) {
        this.batches = batches;
        this.duplicates = duplicates;
        this.model = model;
        this.ai = ai;
        this.prices = prices;
        this.places = places;
        this.settings = settings;
    }

    @Override
    public JobType<BatchInput> type() {
        return LocationTypes.GENERATE;
    }

    @Override
    public JobOutcome run(BatchInput input, Progress progress) throws Exception {
        BatchDrafts batch = BatchDrafts.open(batches, duplicates, progress, input.batchId());
        progress.total(batch.batch().locationCount());
        String modelName = Objects.requireNonNullElse(batch.batch().requestedModel(), ai.model());
        GenerateRun run = new GenerateRun(model, modelName, new PlaceEnrichment(places), settings, batch, progress);
        int dropped = generate(run, batch);
        if (batch.drafts().isEmpty()) {
            throw new Rejected("ai_empty", "The model gave no location.");
        }
        return new JobOutcome.AwaitingReview(summary(batch, modelName, dropped, progress));
    }

    /** What failed calls have cost is recorded before the failure ends the attempt. */
    private static int generate(GenerateRun run, BatchDrafts batch) throws Exception {
        try {
            int dropped = run.all();
            batch.storeUsage();
            return dropped;
        } catch (AiFailure failure) {
            batch.storeUsage();
            throw failure.forJob();
        } catch (Deferred putBack) {
            batch.storeUsage();
            throw putBack;
        }
    }

    private Map<String, Object> summary(BatchDrafts batch, String modelName, int dropped, Progress progress)
            throws Exception {
        List<LocationItem> items = new ArrayList<>();
        progress.chunk(tx -> {
            items.clear();
            items.addAll(batch.items(tx));
            return new ChunkResult(List.of(), null);
        });
        Map<String, Object> summary = new LinkedHashMap<>();
        summary.put("asked", batch.batch().locationCount());
        summary.put("drafts", items.size());
        summary.put("invalid", count(items, item -> !item.validationErrors().isEmpty()));
        summary.put("with_warnings", count(items, item -> !item.warnings().isEmpty()));
        for (String confidence : List.of("high", "medium", "low")) {
            summary.put("confidence_" + confidence, count(items, item -> confidence.equals(item.confidence())));
        }
        summary.put("dropped", dropped);
        summary.put("model", modelName);
        summary.put("prompt_version", batch.batch().promptVersion());
        summary.put("calls", batch.usage().raw().size());
        summary.put("total_tokens", batch.usage().totalTokenCount());
        prices.cost(modelName, batch.usage()).ifPresent(cost -> summary.put("cost_usd", cost));
        return summary;
    }

    private static long count(List<LocationItem> items, java.util.function.Predicate<LocationItem> which) {
        return items.stream().filter(which).count();
    }
}
