package dev.waybill.bench;

import dev.waybill.shared.process.Process;
import dev.waybill.shared.process.ProcessId;
import dev.waybill.shared.process.ProcessReader;
import dev.waybill.shared.queue.ProcessQueue;
import dev.waybill.shared.queue.Submission;
import dev.waybill.shared.tenancy.Scope;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.springframework.context.ApplicationContext;

/** Submits a job to an application that works, and waits for its end. */
final class Finished {

    private static final Duration LONGEST = Duration.ofMinutes(30);
    private static final long BETWEEN_LOOKS_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

    private Finished() {}

    /** @throws IllegalStateException when it does not succeed */
    static Process process(ApplicationContext worker, Submission submission) {
        ProcessId id = worker.getBean(ProcessQueue.class).submit(submission).id();
        ProcessReader reader = worker.getBean(ProcessReader.class);
        long deadline = System.nanoTime() + LONGEST.toNanos();
        Process process = reader.find(Scope.SEEDED, id).orElseThrow();
        while (!process.status().terminal()) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("process " + id + " does not end");
            }
            LockSupport.parkNanos(BETWEEN_LOOKS_NANOS);
            process = reader.find(Scope.SEEDED, id).orElseThrow();
        }
        if (!process.status().word().equals("completed")) {
            throw new IllegalStateException("process %s is %s: %s".formatted(id, process.status(), process));
        }
        return process;
    }
}
