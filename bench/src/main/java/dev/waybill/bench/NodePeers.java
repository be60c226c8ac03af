package dev.waybill.bench;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** Peers that are npm packages, of exact versions, installed when they are first asked for. */
final class NodePeers {

    private static final Set<String> NAMES = Set.of("graphileWorker", "graphileWorkerBatch", "pgBoss", "pgBossBatch");
    private static final List<String> FILES = List.of("package.json", "peer.mjs");
    private static final Path DIRECTORY = Path.of("target", "bench", "peers");

    private NodePeers() {}

    /** Whether this contender can run here. */
    static boolean available(String contender) {
        return !NAMES.contains(contender) || (onPath("npm") && onPath("node"));
    }

    /** The script that plays them. */
    static Path script() throws IOException, InterruptedException {
        Files.createDirectories(DIRECTORY);
        for (String file : FILES) {
            try (InputStream content =
                    Objects.requireNonNull(NodePeers.class.getResourceAsStream("peers/" + file), file)) {
                Files.copy(content, DIRECTORY.resolve(file), StandardCopyOption.REPLACE_EXISTING);
            }
        }
        if (!Files.exists(DIRECTORY.resolve("node_modules"))) {
            Process install = new ProcessBuilder("npm", "install", "--no-audit", "--no-fund", "--omit=dev")
                    .directory(DIRECTORY.toFile())
                    .inheritIO()
                    .start();
            if (install.waitFor() != 0) {
                throw new IllegalStateException("npm install failed in " + DIRECTORY.toAbsolutePath());
            }
        }
        return DIRECTORY.resolve("peer.mjs");
    }

    private static boolean onPath(String command) {
        String path = Objects.requireNonNullElse(System.getenv("PATH"), "");
        return Arrays.stream(path.split(File.pathSeparator))
                .anyMatch(directory -> Path.of(directory, command).toFile().canExecute());
    }
}
