package dev.waybill.worker.imports;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.waybill.shared.job.JobJson;
import dev.waybill.worker.source.Survey;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where an import goes on after a crash.
 *
 * @param survey how the source is read; null until its first records are done
 * @param next number of the first record that is not done
 * @param tally what became of those before
 * @param copy what was fetched; null when the source is a file that was there
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record ImportCheckpoint(
        @Nullable Survey survey,
        long next,
        Tally tally,
        @Nullable FetchedCopy copy) {

    static final ImportCheckpoint NONE = new ImportCheckpoint(null, 0, Tally.NOTHING, null);

    /** As it was kept. */
    static ImportCheckpoint of(Optional<JsonNode> kept) throws JsonProcessingException {
        return kept.isPresent() ? JobJson.MAPPER.treeToValue(kept.get(), ImportCheckpoint.class) : NONE;
    }

    ImportCheckpoint withSurvey(Survey newSurvey) {
        return new ImportCheckpoint(newSurvey, next, tally, copy);
    }

    ImportCheckpoint withCopy(FetchedCopy newCopy) {
        return new ImportCheckpoint(survey, next, tally, newCopy);
    }

    /** One chunk later. */
    ImportCheckpoint after(Tally chunk, long newNext) {
        return new ImportCheckpoint(survey, newNext, tally.plus(chunk), copy);
    }
}
