package dev.waybill.bench;

import java.time.Duration;
import java.util.function.LongConsumer;

/** A way to run jobs, in a database and a JVM of its own. Its jobs do nothing but say that they ran. */
interface Contender extends AutoCloseable {

    /** Makes its tables in the empty database. */
    void migrate();

    /** Enqueues so many jobs, with workers at rest. */
    void enqueue(int jobs);

    /**
     * Starts its workers, which begin at once.
     *
     * @param workers jobs that run at the same time
     * @param ran is told once by each job, on the thread that runs it
     */
    void start(int workers, LongConsumer ran);

    /** How many jobs have ended for good, as the database says. */
    long ended();

    /** CPU that its workers have used, by default that of this JVM. */
    default Duration cpu() {
        return Effort.ownCpu();
    }

    /** Stops its workers and gives its connections back. */
    @Override
    void close();
}
