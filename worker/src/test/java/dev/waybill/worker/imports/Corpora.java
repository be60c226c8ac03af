package dev.waybill.worker.imports;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** Real exports of shops, kept beside the project; a test that needs one is skipped where they are absent. */
final class Corpora {

    private Corpora() {}

    static byte[] read(String name) {
        Path file = folder().resolve(name);
        Assumptions.assumeTrue(Files.exists(file), () -> "no corpus " + name + " beside the project");
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The project's root, which is where the outermost pom is. */
    static Path root() {
        return Stream.iterate(Path.of("").toAbsolutePath(), path -> path != null, Path::getParent)
                .filter(path -> Files.exists(path.resolve("pom.xml")))
                .reduce((inner, outer) -> outer)
                .orElseThrow();
    }

    private static Path folder() {
        return root().resolveSibling("shared").resolve("corpora");
    }
}
