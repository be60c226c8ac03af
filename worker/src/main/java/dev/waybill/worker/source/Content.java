package dev.waybill.worker.source;

import java.io.IOException;
import java.io.InputStream;

/** Bytes that can be read again from their start, for example a stored file. */
@FunctionalInterface
public interface Content {

    /** Opens them at the first byte; the caller closes. */
    InputStream open() throws IOException;

    /**
     * Asked now and then by a source that works for long on bytes that it has read: throws what is to end the reading.
     * Does nothing unless overridden.
     */
    default void throwIfStopped() {}
}
