package dev.waybill.worker.reviewpack;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Function;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Packs files into one, with a manifest of them at its end. Entries have one fixed time, whatever the clock and its zone. */
final class PackArchive {

    private static final LocalDateTime FIXED = LocalDateTime.of(1980, 1, 1, 0, 0);

    private PackArchive() {}

    /**
     * A file of the archive.
     *
     * @param size in bytes
     * @param sha256 64 lower-case hexadecimal digits
     */
    record Entry(String name, long size, String sha256) {}

    /**
     * Writes the archive.
     *
     * @param files in this order
     * @param manifest made of what was packed
     * @return what was packed, without the manifest
     */
    static List<Entry> write(
            Path archive, List<Path> files, String manifestName, Function<List<Entry>, byte[]> manifest)
            throws IOException {
        List<Entry> entries = new ArrayList<>();
        try (ZipOutputStream zip = new ZipOutputStream(new BufferedOutputStream(Files.newOutputStream(archive)))) {
            for (Path file : files) {
                entries.add(pack(zip, file));
            }
            begin(zip, manifestName);
            zip.write(manifest.apply(List.copyOf(entries)));
            zip.closeEntry();
        }
        return entries;
    }

    private static Entry pack(ZipOutputStream zip, Path file) throws IOException {
        String name = String.valueOf(file.getFileName());
        MessageDigest digest = sha256();
        begin(zip, name);
        long size;
        try (InputStream content = new DigestInputStream(Files.newInputStream(file), digest)) {
            size = content.transferTo(zip);
        }
        zip.closeEntry();
        return new Entry(name, size, HexFormat.of().formatHex(digest.digest()));
    }

    private static void begin(ZipOutputStream zip, String name) throws IOException {
        ZipEntry entry = new ZipEntry(name);
        entry.setTimeLocal(FIXED);
        zip.putNextEntry(entry);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }
}
