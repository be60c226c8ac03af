package dev.waybill.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.waybill.shared.inventory.DriftInput;
import dev.waybill.shared.job.JobJson;
import dev.waybill.shared.process.Process;
import dev.waybill.shared.queue.Submission;
import dev.waybill.shared.tenancy.Scope;
import java.io.IOException;
import java.nio.file.Path;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;

/** A small comparison to get warm, then the one that counts, in this JVM. */
final class DriftRound {

    private static final ObjectMapper JSON = new ObjectMapper();

    private DriftRound() {}

    /** @param seconds from when it is enqueued until it has ended */
    record Seen(double seconds) {}

    public static void main(String[] arguments) throws IOException {
        Database database = JSON.readValue(arguments[0], Database.class);
        try (ConfigurableApplicationContext worker = Waybill.worker(database, 2, number -> {})) {
            Process warmUp = compare(worker, 1, 1);
            long start = System.nanoTime();
            Process process = compare(worker, 2, 3);
            double seconds = (System.nanoTime() - start) / 1e9;
            System.out.println(warmUp);
            System.out.println(process);
            JSON.writeValue(Path.of(arguments[1]).toFile(), new Seen(seconds));
        }
        System.exit(0);
    }

    private static Process compare(ApplicationContext worker, long tenant, long baseline) {
        JsonNode input = JobJson.MAPPER.valueToTree(new DriftInput(null, null, baseline, baseline + 1, null));
        return Finished.process(
                worker, Submission.of(Scope.SEEDED, "drift", null, input).ofTenant(tenant));
    }
}
