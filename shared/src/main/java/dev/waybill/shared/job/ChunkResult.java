package dev.waybill.shared.job;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a chunk hands back to be recorded in its transaction.
 *
 * @param items what became of its items
 * @param checkpoint where to go on after a crash, any Jackson value; null leaves the last one
 */
public record ChunkResult(List<ItemResult> items, @Nullable Object checkpoint) {
    public ChunkResult {
        items = List.copyOf(items);
    }
}
