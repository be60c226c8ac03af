package dev.waybill.worker.reviewpack;

import com.fasterxml.jackson.databind.JsonNode;
import dev.waybill.shared.files.FileStore;
import dev.waybill.shared.files.FileTooLarge;
import dev.waybill.shared.files.NewFile;
import dev.waybill.shared.files.StoredFile;
import dev.waybill.shared.inventory.Findings;
import dev.waybill.shared.job.ChunkResult;
import dev.waybill.shared.job.Job;
import dev.waybill.shared.job.JobJson;
import dev.waybill.shared.job.JobOutcome;
import dev.waybill.shared.job.JobType;
import dev.waybill.shared.job.Progress;
import dev.waybill.shared.job.Rejected;
import dev.waybill.shared.process.ProcessReader;
import dev.waybill.shared.reviewpack.PackWriting;
import dev.waybill.shared.reviewpack.ReviewPack;
import dev.waybill.shared.reviewpack.ReviewPackOptions;
import dev.waybill.shared.reviewpack.ReviewPackTypes;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

/**
 * Gathers a pack on this machine's disk, in one snapshot of the database, and stores it. The pack names the file in the
 * commit that ends the work; an attempt that crashes starts again with a file of its own.
 */
final class GenerateReviewPack implements Job<ReviewPackOptions> {

    private static final String REPORT = "report.pdf";

    private final PackWriting writing;
    private final FileStore files;
    private final Findings findings;
    private final ProcessReader processes;
    private final Snapshot snapshot;
    private final ReportPdf pdf;
    private final ReviewPackProperties properties;
    private final String softwareVersion = SoftwareVersion.current();

    GenerateReviewPack(
            PackWriting writing,
            FileStore files,
            Findings findings,
            ProcessReader processes,
            Snapshot snapshot,
            ReviewPackProperties properties) {
        this.writing = writing;
        this.files = files;
        this.findings = findings;
        this.processes = processes;
        this.snapshot = snapshot;
        this.pdf = new ReportPdf(properties.fonts());
        this.properties = properties;
    }

    @Override
    public JobType<ReviewPackOptions> type() {
        return ReviewPackTypes.GENERATE;
    }

    @Override
    public JobOutcome run(ReviewPackOptions options, Progress progress) throws Exception {
        UUID file = UUID.randomUUID();
        ReviewPack pack = begin(progress, file);
        JsonNode earlier = pack.summary();
        if (earlier != null) {
            // the attempt before this one died between its commit and its end
            return outcome(pack, earlier, Objects.requireNonNullElse(pack.fileSize(), 0L));
        }
        try (Workplace workplace = new Workplace()) {
            PackReport report = gather(pack, workplace, progress);
            progress.step("Writing the report");
            pdf.write(report, workplace.file(REPORT));
            progress.step("Packing");
            JsonNode summary = pack(pack, report, workplace, progress);
            progress.step("Storing the pack");
            StoredFile stored = store(pack, file, archive(workplace));
            progress.chunk(tx -> {
                writing.commit(tx, pack, stored, summary, properties.expiresAfter());
                return new ChunkResult(List.of(), null);
            });
            return outcome(pack, summary, stored.size());
        }
    }

    private ReviewPack begin(Progress progress, UUID file) throws Exception {
        ReviewPack[] found = new ReviewPack[1];
        progress.chunk(tx -> {
            found[0] = writing.pack(tx, progress.workspaceId(), progress.processId())
                    .orElseThrow(() -> new Rejected("no_review_pack", "The review pack does not exist"));
            if (found[0].summary() == null) {
                writing.begin(tx, found[0], file);
            }
            return new ChunkResult(List.of(), null);
        });
        return found[0];
    }

    private PackReport gather(ReviewPack pack, Workplace workplace, Progress progress) throws IOException {
        progress.step("Reading findings and operations");
        int perType = Objects.requireNonNullElse(pack.options().evidenceLimit(), properties.evidenceLimit());
        FindingTally findingTally = new FindingTally(perType, properties.mostEvidence());
        OperationTally operationTally = new OperationTally(properties.mostOperations());
        return snapshot.read(() -> {
            new PackGathering(findings, processes, pack, workplace.directory(), progress::throwIfStopped)
                    .gather(findingTally, operationTally);
            return new PackReport(
                    pack.tenantId(), pack.tenantName(), pack.options(), findingTally, operationTally, softwareVersion);
        });
    }

    /** Writes the archive: what its pack says of it. */
    private JsonNode pack(ReviewPack pack, PackReport report, Workplace workplace, Progress progress)
            throws IOException {
        List<Path> content =
                workplace.existing(REPORT, PackGathering.FINDINGS, PackGathering.OPERATIONS, PackGathering.ITEMS);
        List<PackArchive.Entry> entries = PackArchive.write(
                archive(workplace),
                content,
                Manifest.NAME,
                packed -> Manifest.of(pack, report, progress.processId(), packed));
        Map<String, Object> summary = new LinkedHashMap<>(report.counts());
        summary.put("files", entries);
        return JobJson.MAPPER.valueToTree(summary);
    }

    private StoredFile store(ReviewPack pack, UUID file, Path archive) throws IOException {
        String name = "review-pack-%d-%d.zip".formatted(pack.tenantId(), pack.id());
        NewFile stored = new NewFile(pack.workspaceId(), pack.initiatedByUserId(), name, "application/zip", file);
        try (InputStream content = Files.newInputStream(archive)) {
            return files.store(stored, content, Long.MAX_VALUE);
        } catch (FileTooLarge refused) {
            throw new Rejected(
                    "too_large",
                    "The pack is larger than %,d bytes; take a shorter time or leave something out"
                            .formatted(refused.maxSize()));
        }
    }

    private static Path archive(Workplace workplace) {
        return workplace.file("pack.zip");
    }

    private static JobOutcome outcome(ReviewPack pack, JsonNode summary, long size) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("review_pack_id", pack.id());
        members.put("file_size", size);
        for (String count : List.of("findings", "operations", "items")) {
            if (summary.has(count)) {
                members.put(count, summary.path(count));
            }
        }
        return new JobOutcome.Completed(members);
    }
}
