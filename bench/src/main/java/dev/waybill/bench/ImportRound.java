package dev.waybill.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.waybill.shared.files.FileStore;
import dev.waybill.shared.files.NewFile;
import dev.waybill.shared.files.StoredFile;
import dev.waybill.shared.imports.CsvInput;
import dev.waybill.shared.job.JobJson;
import dev.waybill.shared.process.Process;
import dev.waybill.shared.queue.Submission;
import dev.waybill.shared.tenancy.Scope;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.springframework.context.ConfigurableApplicationContext;

/** One import, in this JVM; the file is stored before. */
final class ImportRound {

    private static final ObjectMapper JSON = new ObjectMapper();

    private ImportRound() {}

    /** @param csv where it lies */
    record Plan(String csv, int rows, Database database) {}

    public static void main(String[] arguments) throws IOException {
        Plan plan = JSON.readValue(arguments[0], Plan.class);
        Postmaster postmaster = Postmaster.of(Path.of(arguments[2]));
        try (ConfigurableApplicationContext worker = Waybill.worker(plan.database(), 2, number -> {})) {
            StoredFile file = store(worker.getBean(FileStore.class), Path.of(plan.csv()));
            plan.database().jdbc().sql("CHECKPOINT").update();
            JsonNode input = JobJson.MAPPER.valueToTree(CsvInput.of(file.id()));
            Effort start = Effort.now(plan.database(), postmaster);
            Process process = Finished.process(worker, Submission.of(Scope.SEEDED, "import", "csv", input));
            Effort.Seen seen = Effort.now(plan.database(), postmaster).since(start, plan.rows());
            if (process.counters().succeeded() != plan.rows()) {
                throw new IllegalStateException("not all were imported: " + process);
            }
            JSON.writeValue(Path.of(arguments[1]).toFile(), seen);
        }
        System.exit(0);
    }

    private static StoredFile store(FileStore files, Path csv) throws IOException {
        try (InputStream content = Files.newInputStream(csv)) {
            return files.store(new NewFile(1, 1L, "products.csv", "text/csv"), content, Files.size(csv));
        }
    }
}
