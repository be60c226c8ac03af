package dev.waybill.worker.source;

import dev.waybill.shared.job.Rejected;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.ZipException;

/** Bounds what comes out of an archive, over all its entries that are read. */
final class Inflation {

    static final long MOST_BYTES = 4L << 30;

    private static final int MOST_TIMES = 200;
    private static final long HARMLESS_BYTES = 32 << 20;

    private long total;

    /**
     * @param compressed bytes that the entry takes in the archive
     * @param most bytes that may come out of it
     */
    InputStream limit(InputStream entry, long compressed, long most) {
        return new Limited(entry, compressed, most);
    }

    private final class Limited extends FilterInputStream {

        private final long compressed;
        private final long most;
        private long inflated;

        Limited(InputStream entry, long compressed, long most) {
            super(entry);
            this.most = most;
            this.compressed = Math.max(1, compressed);
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            try {
                int count = super.read(buffer, offset, length);
                require(Math.max(0, count));
                return count;
            } catch (ZipException | EOFException damaged) {
                throw new Rejected("excel_malformed", "The workbook is cut off or damaged.");
            }
        }

        private void require(int count) {
            inflated += count;
            total += count;
            boolean denser = inflated > HARMLESS_BYTES && inflated / compressed > MOST_TIMES;
            if (total > MOST_BYTES || inflated > most || denser) {
                throw new Rejected("archive_bomb", "The workbook unpacks to far more than a workbook holds.");
            }
        }
    }
}
