package dev.waybill.worker.reviewpack;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** A directory for the files of one attempt, gone afterwards. */
final class Workplace implements Closeable {

    private final Path directory;

    Workplace() throws IOException {
        directory = Files.createTempDirectory("waybill-review-pack-");
    }

    Path directory() {
        return directory;
    }

    Path file(String name) {
        return directory.resolve(name);
    }

    /** Those of these files that are there. */
    List<Path> existing(String... names) {
        return Stream.of(names).map(directory::resolve).filter(Files::exists).toList();
    }

    @Override
    public void close() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.toList()) {
                Files.deleteIfExists(file);
            }
        }
        Files.deleteIfExists(directory);
    }
}
