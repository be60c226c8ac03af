package dev.waybill.standalone.faults;

import dev.waybill.testkit.ChildJvm;
import dev.waybill.testkit.faults.Census;
import dev.waybill.testkit.faults.FaultyProxy;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/** One place of the fleet: a JVM that is started again whenever it has ended, and its own way to PostgreSQL. */
final class Node implements AutoCloseable {

    private static final Duration LONGEST_START = Duration.ofMinutes(2);
    private static final Duration LONGEST_STOP = Duration.ofMinutes(1);
    private static final int MORE_THREADS = 40;

    private final String name;
    private final FaultyProxy proxy;
    private final Supplier<ChildJvm> launch;
    private final String ready;
    private ChildJvm jvm;
    private int threads;

    /** @param ready what it prints once it works */
    Node(String name, FaultyProxy proxy, Supplier<ChildJvm> launch, String ready) {
        this.name = name;
        this.proxy = proxy;
        this.launch = launch;
        this.ready = ready;
        this.jvm = launch.get();
    }

    String name() {
        return name;
    }

    FaultyProxy network() {
        return proxy;
    }

    boolean isAlive() {
        return jvm.isAlive();
    }

    void awaitReady() {
        jvm.awaitOutput(ready, LONGEST_START);
    }

    /** In the place of one that has ended, or is ended now. */
    void start() {
        jvm.close();
        threads = 0;
        jvm = launch.get();
    }

    void kill() {
        jvm.kill();
    }

    void pause() {
        jvm.pause();
    }

    void resume() {
        jvm.resume();
    }

    /** SIGTERM, until it has ended by itself. */
    void stop() {
        jvm.terminate();
        jvm.awaitExit(LONGEST_STOP);
    }

    /** A sentence if it has many more threads than when it was asked first. */
    Optional<String> leakedThreads() {
        int now = Census.threads(jvm).orElse(0);
        if (threads == 0) {
            threads = now;
        }
        return now > threads + MORE_THREADS
                ? Optional.of("%s had %d threads and has %d".formatted(name, threads, now))
                : Optional.empty();
    }

    @Override
    public void close() {
        jvm.close();
        proxy.close();
    }
}
