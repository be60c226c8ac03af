package dev.waybill.worker.imports;

import dev.waybill.worker.source.Survey;

/**
 * Where an import goes on after a crash.
 *
 * @param survey how the file is read
 * @param next number of the first record that is not done
 * @param tally what became of those before
 */
record ImportCheckpoint(Survey survey, long next, Tally tally) {

    /** One chunk later. */
    ImportCheckpoint after(Tally chunk, long newNext) {
        return new ImportCheckpoint(survey, newNext, tally.plus(chunk));
    }
}
