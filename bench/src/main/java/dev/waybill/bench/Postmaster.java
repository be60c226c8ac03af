package dev.waybill.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** How much CPU a PostgreSQL server has used: its own, its children's, and of those that have ended (Linux). */
record Postmaster(long pid) {

    /** USER_HZ of Linux. */
    private static final long TICKS_A_SECOND = 100;

    /* Behind the last parenthesis of /proc/pid/stat: state, ppid, …; utime is the 14th field of all. */
    private static final int PARENT = 1;
    private static final int USER = 11;
    private static final int CHILDREN_USER = 13;

    static Postmaster of(Path pidFile) {
        try {
            return new Postmaster(Long.parseLong(Files.readAllLines(pidFile).getFirst()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Duration cpu() {
        long own = ticks(pid, USER) + ticks(pid, CHILDREN_USER);
        long children = ProcessHandle.of(pid).stream()
                .flatMap(ProcessHandle::children)
                .mapToLong(child -> ticks(child.pid(), USER))
                .sum();
        return Duration.ofMillis((own + children) * 1000 / TICKS_A_SECOND);
    }

    /** The sum of two neighbouring fields: time in user and in system mode. */
    private static long ticks(long process, int field) {
        try {
            String stat = Files.readString(Path.of("/proc", Long.toString(process), "stat"));
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
            return fields.length <= PARENT ? 0 : Long.parseLong(fields[field]) + Long.parseLong(fields[field + 1]);
        } catch (IOException ended) {
            return 0;
        }
    }
}
