package dev.waybill.worker.locations;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.waybill.shared.job.JobJson;
import dev.waybill.shared.job.Progress;

/**
 * What an attempt that goes on has to know beside the drafts, which are in the batch.
 *
 * @param portionSize locations to ask for in one call; falls when an answer was cut
 * @param shortAnswers answers that had fewer locations than were asked for
 * @param dropped elements of answers that were no objects
 */
record GenerateCheckpoint(int portionSize, int shortAnswers, int dropped) {

    static GenerateCheckpoint of(Progress progress, int portionSize) throws JsonProcessingException {
        return progress.checkpoint().isPresent()
                ? JobJson.MAPPER.treeToValue(progress.checkpoint().get(), GenerateCheckpoint.class)
                : new GenerateCheckpoint(portionSize, 0, 0);
    }

    GenerateCheckpoint withPortionSize(int smaller) {
        return new GenerateCheckpoint(smaller, shortAnswers, dropped);
    }

    GenerateCheckpoint plus(int moreShortAnswers, int moreDropped) {
        return new GenerateCheckpoint(portionSize, shortAnswers + moreShortAnswers, dropped + moreDropped);
    }
}
