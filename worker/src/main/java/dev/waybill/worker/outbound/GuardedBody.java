package dev.waybill.worker.outbound;

import dev.waybill.shared.job.Progress;
import dev.waybill.shared.job.Rejected;
import java.io.IOException;
import java.io.InputStream;

/** The decompressed content of an answer: stops when the job must stop, and never gives more than it may. */
final class GuardedBody extends InputStream {

    private final InputStream content;
    private final long most;
    private final String host;
    private final Progress progress;
    private long count;

    /** @param host how the other side is called */
    GuardedBody(InputStream content, long most, String host, Progress progress) {
        this.content = content;
        this.most = most;
        this.host = host;
        this.progress = progress;
    }

    static Rejected tooLarge(String host, long most) {
        return new Rejected("url_too_large", "%s answers with more than %,d bytes.".formatted(host, most));
    }

    @Override
    public int read() {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) {
        progress.throwIfStopped();
        int read;
        try {
            read = content.read(buffer, offset, length);
        } catch (IOException failure) {
            throw Failures.translate(failure, host, progress);
        }
        count += Math.max(0, read);
        if (count > most) {
            throw tooLarge(host, most);
        }
        return read;
    }
}
