package dev.waybill.testkit;

import static org.awaitility.Awaitility.await;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.core.ConditionTimeoutException;

/**
 * A real JVM with the test's Java and class path, to be killed, paused and watched. What it prints goes to a file in
 * {@code target/child-jvms}. It is ended by {@link #close()}, or at the latest when the test's JVM ends.
 */
public final class ChildJvm implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(20);
    private static final Duration LONGEST_END = Duration.ofSeconds(30);

    private final Process process;
    private final Path output;
    private final Thread ender;

    private ChildJvm(Process process, Path output) {
        this.process = process;
        this.output = output;
        this.ender = new Thread(process::destroyForcibly, "end child JVM " + process.pid());
        Runtime.getRuntime().addShutdownHook(ender);
    }

    /** A JVM that will run the main method of this class. */
    public static Launch of(Class<?> main) {
        return new Launch(main.getName());
    }

    /** The same for a class that the test has compiled itself, found in this directory. */
    public static Launch of(String main, Path classes) {
        Launch launch = new Launch(main);
        launch.classPath = classes + File.pathSeparator + launch.classPath;
        return launch;
    }

    /** What it is started with. */
    public static final class Launch {

        private final String main;
        private String classPath = System.getProperty("java.class.path");
        private final List<String> options = new ArrayList<>(List.of("-Xmx384m", "-XX:+UseSerialGC"));
        private final List<String> arguments = new ArrayList<>();
        private final Map<String, String> environment = new LinkedHashMap<>();

        private Launch(String main) {
            this.main = main;
        }

        /** A system property. */
        public Launch property(String name, String value) {
            return option("-D" + name + "=" + value);
        }

        /** An option of the JVM, for example {@code -Xmx1g}; 384 MB of heap and the serial collector are the default. */
        public Launch option(String option) {
            options.add(option);
            return this;
        }

        /** Arguments of the main method. */
        public Launch arguments(String... more) {
            arguments.addAll(List.of(more));
            return this;
        }

        /** A variable of the environment, on top of the test's own. */
        public Launch environment(String name, String value) {
            environment.put(name, value);
            return this;
        }

        /** Starts it, without waiting for anything. */
        public ChildJvm start() {
            List<String> command = new ArrayList<>();
            command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
            command.addAll(options);
            command.addAll(List.of("-cp", classPath, main));
            command.addAll(arguments);
            try {
                Path directory = Files.createDirectories(Path.of("target", "child-jvms"));
                Path output = Files.createTempFile(directory, main.replaceAll(".*\\.", "") + "-", ".log");
                ProcessBuilder builder = new ProcessBuilder(command)
                        .redirectInput(new File("/dev/null"))
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile());
                builder.environment().putAll(environment);
                return new ChildJvm(builder.start(), output);
            } catch (IOException e) {
                throw new UncheckedIOException("Could not start a JVM for " + main, e);
            }
        }
    }

    public long pid() {
        return process.pid();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** All that it printed so far. */
    public String output() {
        try {
            return Files.readString(output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Waits until what it printed contains a match.
     *
     * @return the first match
     * @throws AssertionError with all its output, when it ends before, or the time is over
     */
    public MatchResult awaitOutput(String regex, Duration timeout) {
        Pattern wanted = Pattern.compile(regex, Pattern.MULTILINE);
        try {
            return await().pollInterval(POLL)
                    .atMost(timeout)
                    .until(() -> find(wanted), Optional::isPresent)
                    .orElseThrow();
        } catch (ConditionTimeoutException e) {
            throw new AssertionError("Not printed within %s: %s%n%s".formatted(timeout, regex, output()), e);
        }
    }

    private Optional<MatchResult> find(Pattern wanted) {
        boolean ended = !isAlive();
        Matcher matcher = wanted.matcher(output());
        if (matcher.find()) {
            return Optional.of(matcher.toMatchResult());
        }
        if (ended) {
            throw new AssertionError("Ended without printing %s:%n%s".formatted(wanted, output()));
        }
        return Optional.empty();
    }

    /**
     * Waits until it has ended.
     *
     * @return its exit code; 128 + n after signal n
     */
    public int awaitExit(Duration timeout) {
        try {
            if (process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
                return process.exitValue();
            }
            throw new AssertionError("Still running after " + timeout + ":\n" + output());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** SIGKILL: it ends at once, without shutdown hooks. Returns when it is gone. */
    public void kill() {
        process.destroyForcibly();
        awaitExit(LONGEST_END);
    }

    /** SIGTERM: asks it to end, with shutdown hooks. */
    public void terminate() {
        process.destroy();
    }

    /** SIGSTOP: it stands still, with all its connections and locks, until {@link #resume()}. */
    public void pause() {
        signal("STOP");
    }

    /** SIGCONT. */
    public void resume() {
        signal("CONT");
    }

    /** Ends it, however it is. */
    @Override
    public void close() {
        kill();
        Runtime.getRuntime().removeShutdownHook(ender);
    }

    private void signal(String name) {
        try {
            Process kill = new ProcessBuilder("kill", "-" + name, Long.toString(pid()))
                    .inheritIO()
                    .start();
            if (kill.waitFor() != 0) {
                throw new IllegalStateException("Could not send " + name + " to " + pid());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
