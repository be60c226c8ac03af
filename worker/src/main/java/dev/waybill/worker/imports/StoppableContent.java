package dev.waybill.worker.imports;

import dev.waybill.shared.job.Progress;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Bytes whose reading ends when the attempt must end. */
final class StoppableContent extends FilterInputStream {

    private final Progress progress;

    StoppableContent(InputStream content, Progress progress) {
        super(content);
        this.progress = progress;
    }

    @Override
    public int read() throws IOException {
        progress.throwIfStopped();
        return super.read();
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        progress.throwIfStopped();
        return super.read(buffer, offset, length);
    }
}
