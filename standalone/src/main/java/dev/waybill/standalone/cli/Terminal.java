package dev.waybill.standalone.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedOutputStream;
import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.util.Locale;
import java.util.Map;

/**
 * Where a command reads and writes: data goes to the standard output, whatever is for people to the standard error, both
 * in UTF-8.
 */
final class Terminal {

    private final InputStream in;
    private final PrintStream out;
    private final PrintStream err;
    private final Map<String, String> environment;
    private final Screen screen;

    Terminal(InputStream in, PrintStream out, PrintStream err, Map<String, String> environment, Screen screen) {
        this.in = in;
        this.out = out;
        this.err = err;
        this.environment = Map.copyOf(environment);
        this.screen = screen;
    }

    static Terminal ofThisProcess() {
        return new Terminal(
                System.in,
                stream(FileDescriptor.out),
                stream(FileDescriptor.err),
                System.getenv(),
                new DeviceScreen(System.getenv()));
    }

    /** The reader of the output has gone. */
    static final class BrokenPipe extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    String environment(String name) {
        return environment.getOrDefault(name, "").strip();
    }

    InputStream in() {
        return in;
    }

    PrintStream out() {
        return out;
    }

    PrintStream err() {
        return err;
    }

    /**
     * A line of data.
     *
     * @throws BrokenPipe when nobody reads it
     */
    void data(String line) {
        out.println(line);
        requireReader();
    }

    /** @throws BrokenPipe when nobody reads what was written to {@link #out} */
    void requireReader() {
        if (out.checkError()) {
            throw new BrokenPipe();
        }
    }

    /** A line for people. */
    void say(String line) {
        err.println(line);
        err.flush();
    }

    /** Replaces the last line of the terminal. */
    void draw(String line) {
        err.print("\r\u001b[2K" + line);
        err.flush();
    }

    /** Asks, if there is somebody to be asked; nobody agrees. */
    boolean asksYes(String question) {
        err.print(question + " [y/N] ");
        err.flush();
        try {
            String answer = new BufferedReader(new InputStreamReader(in, UTF_8)).readLine();
            return answer != null && answer.strip().toLowerCase(Locale.ROOT).matches("y|yes");
        } catch (IOException e) {
            return false;
        }
    }

    boolean hasSomebodyToAsk() {
        return screen.isTerminal(Screen.Stream.IN) && screen.isTerminal(Screen.Stream.ERR);
    }

    boolean showsDataToSomebody() {
        return screen.isTerminal(Screen.Stream.OUT);
    }

    /** Whether lines can be redrawn. */
    boolean draws() {
        return screen.isTerminal(Screen.Stream.ERR) && !isDumb();
    }

    /** NO_COLOR: https://no-color.org. */
    boolean hasColours() {
        return environment("NO_COLOR").isEmpty() && !isDumb();
    }

    /** Columns of the terminal that data goes to; 0 when it goes elsewhere. */
    int width() {
        return showsDataToSomebody() ? screen.width() : 0;
    }

    /** Columns for what is drawn. */
    int drawingWidth() {
        return screen.width();
    }

    private boolean isDumb() {
        return environment("TERM").equals("dumb");
    }

    private static PrintStream stream(FileDescriptor descriptor) {
        return new PrintStream(new BufferedOutputStream(new FileOutputStream(descriptor), 8192), false, UTF_8);
    }
}
