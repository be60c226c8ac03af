package dev.waybill.standalone.hub;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A program of the machine, run to its end. */
final class Command {

    private static final Duration LONGEST = Duration.ofMinutes(5);

    private Command() {}

    /** The program of this name on {@code PATH}. */
    static Optional<Path> find(String name, String path) {
        return Arrays.stream(path.split(File.pathSeparator))
                .filter(directory -> !directory.isEmpty())
                .map(directory -> Path.of(directory, name))
                .filter(program -> program.toFile().canExecute())
                .findFirst();
    }

    /** @throws BrowserMissing with what it said, when it did not end well */
    static void run(Path log, String... command) throws BrowserMissing {
        run(new ProcessBuilder(command).redirectInput(new File("/dev/null")).redirectOutput(log.toFile()), log);
    }

    /** As a filter from one file to another. */
    static void filter(Path log, Path from, Path to, String... command) throws BrowserMissing {
        run(new ProcessBuilder(command).redirectInput(from.toFile()).redirectOutput(to.toFile()), log);
    }

    private static void run(ProcessBuilder builder, Path log) throws BrowserMissing {
        List<String> command = builder.command();
        try {
            Process process =
                    builder.redirectError(ProcessBuilder.Redirect.appendTo(log.toFile())).start();
            if (!process.waitFor(LONGEST.toMillis(), TimeUnit.MILLISECONDS)) {
                Stream.concat(process.descendants(), Stream.of(process.toHandle()))
                        .forEach(ProcessHandle::destroyForcibly);
                throw new BrowserMissing("`%s` did not end within %s".formatted(String.join(" ", command), LONGEST));
            }
            if (process.exitValue() != 0) {
                throw new BrowserMissing("`%s` ended with %d, see %s"
                        .formatted(String.join(" ", command), process.exitValue(), log.toAbsolutePath()));
            }
        } catch (IOException e) {
            throw new BrowserMissing("`%s` cannot be run".formatted(String.join(" ", command)), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
