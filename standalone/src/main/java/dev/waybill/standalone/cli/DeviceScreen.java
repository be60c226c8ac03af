package dev.waybill.standalone.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The terminal that this process has. Java knows of one only where input and output are both connected to it, so this asks
 * the system, by reading what its descriptors are, and elsewhere by programs that every Unix has.
 */
final class DeviceScreen implements Screen {

    private static final int USUAL_WIDTH = 80;
    private static final int SECONDS = 2;

    private final Map<String, String> environment;

    DeviceScreen(Map<String, String> environment) {
        this.environment = environment;
    }

    @Override
    public boolean isTerminal(Stream stream) {
        Path descriptor = Path.of("/proc/self/fd", Integer.toString(stream.number()));
        try {
            return Files.exists(Path.of("/proc/self/fd"))
                    ? Files.readSymbolicLink(descriptor).toString().matches("/dev/(pts/.*|tty.*|console)")
                    : succeeds("test", "-t", Integer.toString(stream.number()));
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public int width() {
        String columns = environment.getOrDefault("COLUMNS", "").strip();
        if (columns.matches("[1-9]\\d{0,3}")) {
            return Integer.parseInt(columns);
        }
        try {
            Process size = new ProcessBuilder("stty", "size")
                    .redirectInput(new File("/dev/tty"))
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            String answer = new String(size.getInputStream().readAllBytes(), UTF_8).strip();
            return answer.matches("\\d+ [1-9]\\d{0,3}") ? Integer.parseInt(answer.split(" ")[1]) : USUAL_WIDTH;
        } catch (IOException e) {
            return USUAL_WIDTH;
        }
    }

    private static boolean succeeds(String... command) throws IOException {
        try {
            Process process = new ProcessBuilder(command).inheritIO().start();
            return process.waitFor(SECONDS, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
