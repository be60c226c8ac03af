package dev.waybill.worker.source;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.waybill.shared.job.Rejected;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import org.jspecify.annotations.Nullable;

/**
 * The texts of a workbook, which its cells refer to by number. They stand in temporary files that are mapped into memory:
 * a million rows can refer to more texts than a heap holds.
 */
final class SharedStrings implements Closeable {

    private static final ValueLayout.OfLong END = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);
    private static final int CACHED = 1 << 12;
    private static final int LONGEST_CACHED = 100;
    private static final long MOST_BYTES = 1L << 30;

    private final Arena arena;
    private final MemorySegment texts;
    private final MemorySegment ends;
    private final int[] cachedNumbers = new int[CACHED];
    private final @Nullable String[] cachedTexts = new String[CACHED];

    private SharedStrings(Arena arena, MemorySegment texts, MemorySegment ends) {
        this.arena = arena;
        this.texts = texts;
        this.ends = ends;
    }

    /** Those of a workbook that has none. */
    static SharedStrings none() {
        return new SharedStrings(Arena.ofShared(), MemorySegment.NULL, MemorySegment.NULL);
    }

    /** Reads them from their part; a text that is too long is kept cut, see {@link #isCut}. */
    static SharedStrings of(XmlWalk walk, ReadLimits limits, Runnable stop) throws IOException {
        try (TemporaryFile textFile = new TemporaryFile();
                TemporaryFile endFile = new TemporaryFile();
                FileChannel textChannel = textFile.open();
                FileChannel endChannel = endFile.open()) {
            try (DataOutputStream textsOut = buffered(textChannel);
                    DataOutputStream endsOut = buffered(endChannel)) {
                write(walk, limits, textsOut, endsOut, stop);
                textsOut.flush();
                endsOut.flush();
                return map(textChannel, endChannel);
            }
        }
    }

    /** The text of that number; null when there is none. */
    @Nullable
    String get(int number) {
        int slot = number & (CACHED - 1);
        String cached = cachedTexts[slot];
        if (cached != null && cachedNumbers[slot] == number) {
            return cached;
        }
        if (number < 0 || number >= ends.byteSize() / Long.BYTES) {
            return null;
        }
        long start = number == 0 ? 0 : end(number - 1);
        byte[] bytes = texts.asSlice(start, end(number) - start).toArray(ValueLayout.JAVA_BYTE);
        String text = new String(bytes, UTF_8);
        if (bytes.length <= LONGEST_CACHED) {
            cachedNumbers[slot] = number;
            cachedTexts[slot] = text;
        }
        return text;
    }

    /** Whether the text of that number was longer than the limit. */
    boolean isCut(int number) {
        return ends.get(END, (long) number * Long.BYTES) < 0;
    }

    @Override
    public void close() {
        arena.close();
    }

    private long end(int number) {
        return Math.abs(ends.get(END, (long) number * Long.BYTES));
    }

    private static DataOutputStream buffered(FileChannel channel) {
        OutputStream bytes = Channels.newOutputStream(channel);
        return new DataOutputStream(new BufferedOutputStream(bytes, 1 << 16));
    }

    private static SharedStrings map(FileChannel texts, FileChannel ends) throws IOException {
        Arena arena = Arena.ofShared();
        try {
            return new SharedStrings(
                    arena,
                    texts.map(FileChannel.MapMode.READ_ONLY, 0, texts.size(), arena),
                    ends.map(FileChannel.MapMode.READ_ONLY, 0, ends.size(), arena));
        } catch (IOException | RuntimeException e) {
            arena.close();
            throw e;
        }
    }

    private static void write(XmlWalk walk, ReadLimits limits, OutputStream texts, DataOutputStream ends, Runnable stop)
            throws IOException {
        CellText text = new CellText(limits.fieldChars());
        long end = 0;
        for (XmlWalk.Event event = walk.next(); event != XmlWalk.Event.DONE; event = walk.next()) {
            if (text.take(event, walk)
                    && event == XmlWalk.Event.END
                    && walk.localName().equals("si")) {
                boolean cut = text.cut();
                byte[] bytes = text.takeUnescaped().getBytes(UTF_8);
                end += bytes.length;
                texts.write(bytes);
                ends.writeLong(cut ? -end : end);
                requireWithin(end);
                stop.run();
            }
        }
    }

    private static void requireWithin(long bytes) {
        if (bytes > MOST_BYTES) {
            throw new Rejected("archive_bomb", "The workbook holds more than 1 GB of text.");
        }
    }
}
