package dev.waybill.worker.enrichment;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** Packs records into portions: up to a number, to the tokens that go in, and to those that will come out. */
final class Packing {

    /** The rest is for answers that are longer than expected. */
    private static final double SHARE_OF_OUTPUT = 0.75;

    private final Deque<Asked> waiting = new ArrayDeque<>();
    private final Deque<List<Asked>> smaller = new ArrayDeque<>();
    private final int mostRecords;
    private final long mostTokens;

    Packing(EnrichProperties settings, EnrichPrompt prompt) {
        int fitting = (int) (settings.maxOutputTokens() * SHARE_OF_OUTPUT) / prompt.expectedTokens();
        this.mostRecords = Math.clamp(fitting, 1, settings.portionRecords());
        this.mostTokens = settings.portionTokens();
    }

    void add(Asked asked) {
        waiting.add(asked);
    }

    /** Portions that go before all others, as they are. */
    void addPortions(List<List<Asked>> portions) {
        smaller.addAll(portions);
    }

    /** Whether a whole portion waits, so that no more records need to be read for it. */
    boolean isFull() {
        return !smaller.isEmpty() || waiting.size() >= mostRecords;
    }

    /** The next portion; empty when there is none. */
    List<Asked> next() {
        if (!smaller.isEmpty()) {
            return smaller.remove();
        }
        List<Asked> portion = new ArrayList<>();
        long tokens = 0;
        while (!waiting.isEmpty() && portion.size() < mostRecords) {
            tokens += waiting.element().tokens();
            if (tokens > mostTokens && !portion.isEmpty()) {
                break;
            }
            portion.add(waiting.remove());
        }
        return portion;
    }
}
