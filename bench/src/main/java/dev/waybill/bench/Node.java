package dev.waybill.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** A JVM that runs until it is closed: it says {@code ready} on a line of its output, and ends with its input. */
final class Node implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String READY = "ready";
    private static final Duration LONGEST = Duration.ofMinutes(2);

    private final Process process;
    private final CountDownLatch ready = new CountDownLatch(1);
    private final Consumer<String> heard;

    private Node(Process process, Consumer<String> heard) {
        this.process = process;
        this.heard = heard;
    }

    /**
     * Starts it and waits until it is ready.
     *
     * @param log where its errors go
     * @param heard is told what else it says, line by line
     */
    static Node start(Class<?> main, String heap, Object plan, Path log, Consumer<String> heard)
            throws IOException, InterruptedException {
        Process process = new ProcessBuilder(Child.command(main, heap, JSON.writeValueAsString(plan)))
                .redirectError(log.toFile())
                .start();
        Node node = new Node(process, heard);
        Thread unused = Thread.ofPlatform().daemon().start(node::listen);
        if (!node.ready.await(LONGEST.toMillis(), TimeUnit.MILLISECONDS) || !process.isAlive()) {
            node.close();
            throw new IllegalStateException("%s did not start, see %s".formatted(main.getSimpleName(), log));
        }
        return node;
    }

    /** What such a JVM does once it is ready. */
    static void stay() throws IOException {
        System.out.println(READY);
        long unused = System.in.transferTo(OutputStream.nullOutputStream());
    }

    /** CPU that it has used. */
    Duration cpu() {
        return process.toHandle().info().totalCpuDuration().orElse(Duration.ZERO);
    }

    private void listen() {
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.equals(READY)) {
                    ready.countDown();
                } else {
                    heard.accept(line);
                }
            }
        } catch (IOException closed) {
            // it was ended
            return;
        } finally {
            ready.countDown();
        }
    }

    @Override
    public void close() {
        try {
            process.getOutputStream().close();
            if (!process.waitFor(LONGEST.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
