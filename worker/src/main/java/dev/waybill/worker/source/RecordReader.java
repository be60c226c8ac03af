package dev.waybill.worker.source;

import java.io.Closeable;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Records one after the other, in constant memory. */
public interface RecordReader extends Closeable {

    /** The next record, or null after the last. A record that cannot be read well carries its {@link Fault}. */
    @Nullable
    SourceRecord next() throws IOException;
}
