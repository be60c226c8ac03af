package dev.waybill.api.stream;

import java.time.Duration;

/**
 * How long streams last: as long as they may, unless many would end together then, whose clients would all come back at once.
 * What began in a crowd, after a start of the node for example, is spread over the second half of that time. From then on each
 * comes back when others do not, and lasts the whole of it.
 */
final class StreamEnds {

    /** So many streams or fewer may well begin anew together. */
    private static final int CROWD = 100;

    private static final int SLOTS = 100;

    private final long slotNanos;
    private final long[] slots = new long[SLOTS + 1];
    private final int[] ends = new int[SLOTS + 1];

    StreamEnds(Duration longest) {
        this.slotNanos = Math.max(1, longest.toNanos() / SLOTS);
    }

    /**
     * The duration of a stream that begins now.
     *
     * @param nanoTime now
     * @param open how many there are, this one included
     */
    synchronized Duration next(long nanoTime, int open) {
        long now = Math.floorDiv(nanoTime, slotNanos);
        int fair = open <= CROWD ? Integer.MAX_VALUE : open / SLOTS + open / (4 * SLOTS) + 1;
        long chosen = now + SLOTS;
        for (long slot = chosen; slot >= now + SLOTS / 2 && ends(chosen) >= fair; slot--) {
            if (ends(slot) < ends(chosen)) {
                chosen = slot;
            }
        }
        ends[place(chosen)]++;
        return Duration.ofNanos((chosen - now) * slotNanos);
    }

    private int ends(long slot) {
        int place = place(slot);
        if (slots[place] != slot) {
            slots[place] = slot;
            ends[place] = 0;
        }
        return ends[place];
    }

    private static int place(long slot) {
        return Math.floorMod(slot, SLOTS + 1);
    }
}
