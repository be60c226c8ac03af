package dev.waybill.shared.files;

import dev.waybill.shared.tenancy.RoleTransactions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Removes from the directory of {@link DirectoryContents} what a crash has left: contents without a row, and halves. */
final class DirectorySweep {

    private static final Pattern NAME = Pattern.compile("([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})(\\.part)?");

    private static final String KNOWN = "SELECT id FROM files WHERE id = ANY(:ids) AND place = 'directory'";

    private final Path root;
    private final JdbcClient jdbc;
    private final RoleTransactions roles;
    private final Clock clock;

    DirectorySweep(Path root, JdbcClient jdbc, RoleTransactions roles, Clock clock) {
        this.root = root;
        this.jdbc = jdbc;
        this.roles = roles;
        this.clock = clock;
    }

    /**
     * Goes through all folders, one at a time.
     *
     * @param age since when it has not been written to
     * @return how many files were removed
     */
    long sweep(Duration age) throws IOException {
        Instant before = clock.instant().minus(age);
        long removed = 0;
        for (Path workspace : folders(root)) {
            for (Path folder : folders(workspace)) {
                removed += sweep(folder, before);
            }
        }
        return removed;
    }

    private long sweep(Path folder, Instant before) throws IOException {
        Map<Path, UUID> old = old(folder, before);
        if (old.isEmpty()) {
            return 0;
        }
        Set<UUID> known = known(new HashSet<>(old.values()));
        long removed = 0;
        for (Map.Entry<Path, UUID> file : old.entrySet()) {
            boolean half = file.getKey().toString().endsWith(".part");
            if (half || !known.contains(file.getValue())) {
                removed += Files.deleteIfExists(file.getKey()) ? 1 : 0;
            }
        }
        return removed;
    }

    private static Map<Path, UUID> old(Path folder, Instant before) throws IOException {
        Map<Path, UUID> old = new HashMap<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Matcher name = NAME.matcher(file.getFileName().toString());
                if (name.matches() && writtenBefore(file, before)) {
                    old.put(file, UUID.fromString(name.group(1)));
                }
            }
        }
        return old;
    }

    private static boolean writtenBefore(Path file, Instant before) throws IOException {
        try {
            return Files.getLastModifiedTime(file).toInstant().isBefore(before);
        } catch (NoSuchFileException gone) {
            return false;
        }
    }

    private Set<UUID> known(Set<UUID> ids) {
        return new HashSet<>(roles.asRetention(() -> jdbc.sql(KNOWN)
                .param("ids", ids.toArray(UUID[]::new))
                .query(UUID.class)
                .list()));
    }

    private static List<Path> folders(Path parent) throws IOException {
        try (Stream<Path> children = Files.list(parent)) {
            return children.filter(Files::isDirectory).toList();
        }
    }
}
