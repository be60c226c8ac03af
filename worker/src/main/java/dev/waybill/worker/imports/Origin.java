package dev.waybill.worker.imports;

import dev.waybill.worker.source.RecordSource;
import org.jspecify.annotations.Nullable;

/** What an import was pointed at. */
sealed interface Origin {

    /** What people call it. */
    String name();

    /**
     * There is something to read.
     *
     * @param imported called in the last transaction of an import that wrote it; null when nobody cares
     */
    record Ready(String name, RecordSource source, @Nullable Runnable imported) implements Origin {}

    /** It is as it was when it was imported last. */
    record Unchanged(String name) implements Origin {}
}
