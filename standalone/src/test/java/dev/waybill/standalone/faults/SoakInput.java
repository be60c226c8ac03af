package dev.waybill.standalone.faults;

import jakarta.validation.constraints.NotNull;

/**
 * What a job of the soak does, so that afterwards one can tell whether it did.
 *
 * @param number who submitted it counts from 1; 0 for children
 * @param chunks each leaves {@value SoakJob#ITEMS} rows
 * @param pauseMillis how long it works after each
 * @param fails how many attempts fail after its chunks
 * @param children how many processes it submits and waits for
 * @param hogs whether it takes all memory after its first chunk
 */
record SoakInput(
        @NotNull Long number,
        @NotNull Integer chunks,
        @NotNull Integer pauseMillis,
        @NotNull Integer fails,
        @NotNull Integer children,
        boolean hogs) {

    static SoakInput effects(long number, int chunks, int pauseMillis) {
        return new SoakInput(number, chunks, pauseMillis, 0, 0, false);
    }

    SoakInput failing(int attempts) {
        return new SoakInput(number, chunks, pauseMillis, attempts, children, hogs);
    }

    SoakInput withChildren(int count) {
        return new SoakInput(number, chunks, pauseMillis, fails, count, hogs);
    }

    SoakInput hogging() {
        return new SoakInput(number, chunks, pauseMillis, fails, children, true);
    }
}
