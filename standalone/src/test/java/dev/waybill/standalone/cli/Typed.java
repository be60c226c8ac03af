package dev.waybill.standalone.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A command that is typed, in this JVM, with whatever it is connected to. */
final class Typed {

    private final Map<String, String> environment;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private String in = "";
    private boolean terminal;
    private int width = 80;

    Typed(Map<String, String> environment) {
        this.environment = new HashMap<>(environment);
    }

    Typed on(int columns) {
        terminal = true;
        width = columns;
        return this;
    }

    Typed with(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    Typed typing(String input) {
        in = input;
        return this;
    }

    int run(String... args) {
        out.reset();
        err.reset();
        return Waybill.run(terminal(), args);
    }

    Terminal terminal() {
        return new Terminal(
                new ByteArrayInputStream(in.getBytes(UTF_8)),
                new PrintStream(out, false, UTF_8),
                new PrintStream(err, false, UTF_8),
                environment,
                new Screen() {
                    @Override
                    public boolean isTerminal(Stream stream) {
                        return terminal;
                    }

                    @Override
                    public int width() {
                        return width;
                    }
                });
    }

    String out() {
        return out.toString(UTF_8);
    }

    String err() {
        return err.toString(UTF_8);
    }

    List<String> lines() {
        return out().lines().toList();
    }
}
