package dev.waybill.worker.source;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A file of ours in the temporary directory, readable by nobody else, that is gone when it is closed. */
final class TemporaryFile implements Closeable {

    private final Path path;

    TemporaryFile() throws IOException {
        path = Files.createTempFile("waybill-", ".tmp");
    }

    Path path() {
        return path;
    }

    /** A channel to read and write it, which outlives its name. */
    FileChannel open() throws IOException {
        return FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE);
    }

    @Override
    public void close() throws IOException {
        Files.deleteIfExists(path);
    }
}
