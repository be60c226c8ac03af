package dev.waybill.worker.locations;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.waybill.shared.job.Progress;
import dev.waybill.worker.ai.AiFailure;
import dev.waybill.worker.ai.AiRequest;
import dev.waybill.worker.ai.JsonAnswer;
import dev.waybill.worker.ai.JsonAnswers;
import dev.waybill.worker.ai.TruncatedJson;
import dev.waybill.worker.ai.Usage;
import java.util.ArrayList;
import java.util.List;

/** Asks for the locations that a batch still lacks, portion by portion, until it has them or the model has no more. */
final class GenerateRun {

    private static final int MOST_SHORT_ANSWERS = 4;

    private final JsonAnswers model;
    private final String modelName;
    private final LocationPrompt prompt;
    private final PlaceEnrichment places;
    private final GenerateProperties settings;
    private final BatchDrafts batch;
    private final Progress progress;
    private GenerateCheckpoint state;

    GenerateRun(
            JsonAnswers model,
            String modelName,
            PlaceEnrichment places,
            GenerateProperties settings,
            BatchDrafts batch,
            Progress progress)
            throws Exception {
        this.model = model;
        this.modelName = modelName;
        this.prompt = LocationPrompt.version(batch.batch().promptVersion());
        this.places = places;
        this.settings = settings;
        this.batch = batch;
        this.progress = progress;
        this.state = GenerateCheckpoint.of(progress, settings.portionSize());
    }

    /** @return how many elements of answers were no locations at all */
    int all() throws Exception {
        while (batch.missing() > 0 && state.shortAnswers() < MOST_SHORT_ANSWERS) {
            portion(Math.min(state.portionSize(), batch.missing()));
        }
        if (batch.missing() > 0) {
            progress.note("The model gave %d of the %d locations that were asked for."
                    .formatted(batch.drafts().size(), batch.batch().locationCount()));
        }
        return state.dropped();
    }

    private void portion(int count) throws Exception {
        int first = batch.drafts().size() + 1;
        progress.step("Drafting locations %d to %d of %d"
                .formatted(first, first + count - 1, batch.batch().locationCount()));
        JsonAnswer answer = model.ask(request(count), progress, batch::used);
        batch.answeredBy(answer.model());
        List<JsonNode> elements = elements(answer);
        List<ObjectNode> locations = elements.stream()
                .filter(ObjectNode.class::isInstance)
                .map(ObjectNode.class::cast)
                .limit(count)
                .toList();
        if (!answer.valid() && !answer.truncated() && locations.isEmpty()) {
            throw new AiFailure.BadAnswer(Usage.NONE);
        }
        int dropped =
                (int) elements.stream().filter(element -> !element.isObject()).count();
        state = answer.truncated()
                ? state.withPortionSize(smaller(count, locations.size())).plus(0, dropped)
                : state.plus(locations.size() < count ? 1 : 0, dropped);
        batch.store(enriched(locations), state);
    }

    /** Half as many as were asked for, or as many as came if those were fewer. */
    private int smaller(int asked, int came) {
        if (asked == 1 && came == 0) {
            throw new AiFailure.Truncated(Usage.NONE);
        }
        progress.note("The model's answer was cut; asking for fewer locations at once.");
        return Math.max(1, came == 0 ? asked / 2 : Math.min(came, asked / 2));
    }

    private static List<JsonNode> elements(JsonAnswer answer) {
        if (answer.truncated()) {
            return TruncatedJson.elements(answer.text(), LocationPrompt.LOCATIONS);
        }
        List<JsonNode> elements = new ArrayList<>();
        answer.json().path(LocationPrompt.LOCATIONS).forEach(elements::add);
        return elements;
    }

    private List<ModelDraft> enriched(List<ObjectNode> locations) {
        List<ModelDraft> drafts = new ArrayList<>();
        for (ObjectNode location : locations) {
            PlaceEnrichment.Enriched enriched = places.enrich(location, progress);
            drafts.add(new ModelDraft(location, enriched.draft(), enriched.warnings()));
        }
        return drafts;
    }

    private AiRequest request(int count) {
        return new AiRequest(
                modelName,
                prompt.instructions(),
                prompt.parts(count, batch.batch().sourceAnswers(), batch.drafts()),
                prompt.schema(count),
                settings.maxOutputTokens(),
                settings.temperature(),
                settings.callTimeout());
    }
}
