package dev.waybill.standalone.hub;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Map;
import java.util.Properties;

/**
 * A Chromium for machines that have none: the npm package that {@code chromium-package.properties} pins, fetched by npm,
 * compared with the checksum there, and unpacked. None of the package's own code is run.
 */
final class ChromiumPackage {

    private static final String INFLATE =
            "process.stdin.pipe(require('zlib').createBrotliDecompress()).pipe(process.stdout)";

    private final Path directory;
    private final String node;
    private final String npm;
    private final Properties pinned = new Properties();

    /** @param directory where it is kept, for as long as nobody cleans */
    ChromiumPackage(Path directory, Path node, Path npm) {
        this.node = node.toString();
        this.npm = npm.toString();
        try (InputStream in = ChromiumPackage.class.getResourceAsStream("chromium-package.properties")) {
            pinned.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        this.directory = directory.resolve("chromium-" + pinned.getProperty("version"));
    }

    /** The program; fetched and unpacked when that was not done before. */
    Path program() throws BrowserMissing {
        Path ready = directory.resolve("ready");
        Path program = directory.resolve("chromium");
        if (Files.exists(ready)) {
            return program;
        }
        try {
            Files.createDirectories(directory);
            unpack(fetch(), program);
            Files.createFile(ready);
            return program;
        } catch (IOException e) {
            throw new BrowserMissing("Chromium could not be unpacked into " + directory.toAbsolutePath(), e);
        }
    }

    /** What it needs in its environment: libraries that a machine without a desktop may lack. */
    Map<String, String> environment() {
        return Map.of("LD_LIBRARY_PATH", directory.resolve("lib").toAbsolutePath().toString());
    }

    private Path fetch() throws BrowserMissing, IOException {
        String name = pinned.getProperty("name");
        String version = pinned.getProperty("version");
        Command.run(
                directory.resolve("npm.log"),
                npm,
                "pack",
                name + "@" + version,
                "--prefer-offline",
                "--pack-destination",
                directory.toString());
        Path archive = directory.resolve("%s-%s.tgz".formatted(name.substring(1).replace('/', '-'), version));
        if (!integrity(archive).equals(pinned.getProperty("integrity"))) {
            throw new BrowserMissing(archive.toAbsolutePath() + " is not what chromium-package.properties pins");
        }
        return archive;
    }

    private void unpack(Path archive, Path program) throws BrowserMissing, IOException {
        Path log = directory.resolve("unpack.log");
        untar(log, archive, "-xzf");
        Path packed = directory.resolve("package").resolve("bin");
        inflate(log, packed.resolve("chromium.br"), program);
        if (!program.toFile().setExecutable(true)) {
            throw new BrowserMissing(program.toAbsolutePath() + " cannot be made executable");
        }
        for (String part : new String[] {"al2023", "swiftshader"}) {
            Path tar = directory.resolve(part + ".tar");
            inflate(log, packed.resolve(part + ".tar.br"), tar);
            untar(log, tar, "-xf");
            Files.delete(tar);
        }
        Files.delete(archive);
    }

    private void untar(Path log, Path archive, String how) throws BrowserMissing {
        Command.run(log, "tar", how, archive.toString(), "-C", directory.toString());
    }

    private void inflate(Path log, Path from, Path to) throws BrowserMissing {
        Command.filter(log, from, to, node, "-e", INFLATE);
    }

    private static String integrity(Path archive) throws IOException {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-512").digest(Files.readAllBytes(archive));
            return "sha512-" + Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
