package dev.waybill.testkit.faults;

import dev.waybill.testkit.ChildJvm;
import java.lang.management.ManagementFactory;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a child JVM tells of itself every second, so that its parent sees whether something grows. */
public final class Census {

    private static final Pattern LINE = Pattern.compile("^census: (\\d+) threads$", Pattern.MULTILINE);

    private static final ScheduledExecutorService CLOCK = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("census").factory());

    private Census() {}

    /** In the child: prints a line a second, from now until it ends. */
    public static void start() {
        ScheduledFuture<?> unused = CLOCK.scheduleAtFixedRate(Census::print, 1, 1, TimeUnit.SECONDS);
    }

    /** In the parent: how many platform threads the child had last; empty if it has not said. */
    public static Optional<Integer> threads(ChildJvm child) {
        Matcher matcher = LINE.matcher(child.output());
        Optional<Integer> last = Optional.empty();
        while (matcher.find()) {
            last = Optional.of(Integer.valueOf(matcher.group(1)));
        }
        return last;
    }

    private static void print() {
        int threads = ManagementFactory.getThreadMXBean().getThreadCount();
        System.out.printf("census: %d threads%n", threads);
    }
}
