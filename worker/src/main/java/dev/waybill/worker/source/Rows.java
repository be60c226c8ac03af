package dev.waybill.worker.source;

import java.io.Closeable;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The rows of a table, its header among them. */
interface Rows extends Closeable {

    /** The next row, blank ones included; null after the last. */
    @Nullable
    RawRecord next() throws IOException;
}
