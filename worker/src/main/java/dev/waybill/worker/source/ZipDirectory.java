package dev.waybill.worker.source;

import dev.waybill.shared.job.Rejected;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/**
 * Looks at the end of a zip archive before anything opens it, since opening reads its whole directory into memory (APPNOTE
 * 4.3.14 to 4.3.16). Every place that could be the end is looked at: which one counts is up to the reader.
 */
final class ZipDirectory {

    private static final int END = 0x06054b50;
    private static final int END_LENGTH = 22;
    private static final int LOCATOR = 0x07064b50;
    private static final int LOCATOR_LENGTH = 20;
    private static final int END64 = 0x06064b50;
    private static final int END64_LENGTH = 56;
    private static final int LONGEST_COMMENT = 0xFFFF;
    private static final long MOST_ENTRIES = 10_000;
    private static final long MOST_BYTES = 4 << 20;

    private ZipDirectory() {}

    /** @throws Rejected {@code excel_malformed} when there is no end, {@code archive_bomb} when the directory is too large */
    static void check(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file)) {
            int length = (int) Math.min(channel.size(), END_LENGTH + LONGEST_COMMENT + LOCATOR_LENGTH);
            ByteBuffer tail = read(channel, channel.size() - length, length);
            boolean found = false;
            for (int at = length - END_LENGTH; at >= 0; at--) {
                if (tail.getInt(at) == END) {
                    found = true;
                    requireSmall(tail.getShort(at + 10) & 0xFFFF, tail.getInt(at + 12) & 0xFFFFFFFFL);
                    checkLarge(channel, tail, at - LOCATOR_LENGTH);
                }
            }
            if (!found) {
                throw new Rejected("excel_malformed", "The workbook is cut off or damaged: its end is missing.");
            }
        }
    }

    /** An archive with more than 65,535 entries or 4 GB tells so before its end. */
    private static void checkLarge(FileChannel channel, ByteBuffer tail, int locator) throws IOException {
        if (locator < 0 || tail.getInt(locator) != LOCATOR) {
            return;
        }
        long offset = tail.getLong(locator + 8);
        if (offset >= 0 && offset <= channel.size() - END64_LENGTH) {
            ByteBuffer end = read(channel, offset, END64_LENGTH);
            if (end.getInt(0) == END64) {
                requireSmall(end.getLong(32), end.getLong(40));
            }
        }
    }

    private static void requireSmall(long entries, long bytes) {
        // the largest value of the small fields only says: look at the large ones
        boolean tooMany = entries < 0 || (entries > MOST_ENTRIES && entries != 0xFFFF);
        boolean tooLarge = bytes < 0 || (bytes > MOST_BYTES && bytes != 0xFFFFFFFFL);
        if (tooMany || tooLarge) {
            throw new Rejected("archive_bomb", "The archive has far more entries than a workbook.");
        }
    }

    private static ByteBuffer read(FileChannel channel, long offset, int length) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
        int count;
        do {
            count = channel.read(bytes, offset + bytes.position());
        } while (count > 0);
        return bytes.rewind();
    }
}
