package dev.waybill.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;
import org.jobrunr.configuration.JobRunr;
import org.springframework.context.ConfigurableApplicationContext;

/** A worker in a JVM of its own, until its input ends. */
final class WorkerNode {

    private WorkerNode() {}

    /**
     * What it is.
     *
     * @param contender {@code waybill} or {@code stock}
     * @param millis that a job takes
     * @param tells whether each job says its number, and when it began in microseconds since 1970
     */
    record Plan(String contender, int threads, int millis, boolean tells, Database database) {}

    public static void main(String[] arguments) throws IOException {
        Plan plan = new ObjectMapper().readValue(arguments[0], Plan.class);
        if (plan.contender().equals("stock")) {
            try (StockJobRunr stock = new StockJobRunr(plan.database(), false)) {
                stock.start(plan.threads(), job(plan));
                Node.stay();
            }
        } else {
            try (ConfigurableApplicationContext unused = Waybill.worker(plan.database(), plan.threads(), job(plan))) {
                Node.stay();
            }
        }
        JobRunr.destroy();
        System.exit(0);
    }

    private static LongConsumer job(Plan plan) {
        long nanos = TimeUnit.MILLISECONDS.toNanos(plan.millis());
        return number -> {
            if (plan.tells()) {
                System.out.println(number + " " + Waybill.micros());
            }
            if (nanos > 0) {
                Pause.until(System.nanoTime() + nanos);
            }
        };
    }
}
