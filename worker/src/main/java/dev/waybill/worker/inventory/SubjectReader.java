package dev.waybill.worker.inventory;

import java.io.Closeable;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Reads the records of a source once, from a position on. */
interface SubjectReader extends Closeable {

    /** The next record; null after the last. */
    @Nullable
    Found next() throws IOException;

    /** Where to go on behind the record that was read last. */
    String position();

    @Override
    default void close() throws IOException {}
}
