package dev.waybill.bench;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;

/**
 * What has been spent up to a moment.
 *
 * @param jvm CPU of whoever works
 * @param postgres CPU of the server
 */
record Effort(long nanos, Database.Work work, Duration jvm, Duration postgres) {

    private static final double MICROS_A_MILLI = 1e3;

    /**
     * What a piece of work has cost.
     *
     * @param perSecond jobs
     * @param commits of the database, a job
     * @param walBytes a job
     * @param jvmMicros CPU of who works, a job
     * @param postgresMicros CPU of the server, a job
     */
    record Seen(double perSecond, double commits, double walBytes, double jvmMicros, double postgresMicros) {}

    static Effort now(Database database, Postmaster postmaster) {
        return now(database, postmaster, ownCpu());
    }

    static Effort now(Database database, Postmaster postmaster, Duration jvm) {
        return new Effort(System.nanoTime(), database.work(), jvm, postmaster.cpu());
    }

    /** What this JVM has used. */
    static Duration ownCpu() {
        OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        return Duration.ofNanos(system.getProcessCpuTime());
    }

    Seen since(Effort start, long jobs) {
        Database.Work done = work.since(start.work);
        return new Seen(
                jobs * 1e9 / (nanos - start.nanos),
                (double) done.commits() / jobs,
                (double) done.walBytes() / jobs,
                micros(jvm.minus(start.jvm), jobs),
                micros(postgres.minus(start.postgres), jobs));
    }

    private static double micros(Duration spent, long jobs) {
        return spent.toMillis() * MICROS_A_MILLI / jobs;
    }
}
