package dev.waybill.worker.reviewpack;

import dev.waybill.shared.inventory.Finding;
import dev.waybill.shared.inventory.FindingFilter;
import dev.waybill.shared.inventory.FindingPlace;
import dev.waybill.shared.inventory.FindingStatus;
import dev.waybill.shared.inventory.Findings;
import dev.waybill.shared.process.Process;
import dev.waybill.shared.process.ProcessFilter;
import dev.waybill.shared.process.ProcessId;
import dev.waybill.shared.process.ProcessItem;
import dev.waybill.shared.process.ProcessReader;
import dev.waybill.shared.reviewpack.ReviewPack;
import dev.waybill.shared.reviewpack.ReviewPackOptions;
import dev.waybill.shared.reviewpack.ReviewPackTypes;
import dev.waybill.shared.tenancy.Scope;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Writes a pack's rows to files, a page at a time, and keeps in memory only what the report shows. */
final class PackGathering {

    static final String FINDINGS = "findings.csv";
    static final String OPERATIONS = "operations.csv";
    static final String ITEMS = "items.csv";

    private static final int FINDINGS_AT_A_TIME = 500;
    private static final int OPERATIONS_AT_A_TIME = 100;
    private static final int ITEMS_AT_A_TIME = 1_000;

    private final Findings findings;
    private final ProcessReader processes;
    private final ReviewPack pack;
    private final ReviewPackOptions options;
    private final Scope scope;
    private final Path directory;
    private final Runnable throwIfStopped;

    /** @param directory where the files go */
    PackGathering(
            Findings findings, ProcessReader processes, ReviewPack pack, Path directory, Runnable throwIfStopped) {
        this.findings = findings;
        this.processes = processes;
        this.pack = pack;
        this.options = pack.options();
        this.scope = new Scope(pack.workspaceId(), null);
        this.directory = directory;
        this.throwIfStopped = throwIfStopped;
    }

    /** Writes the files that are asked for. */
    void gather(FindingTally findingTally, OperationTally operationTally) throws IOException {
        if (options.withFindings()) {
            findings(findingTally);
        }
        if (options.withOperations()) {
            operations(operationTally);
        }
    }

    private void findings(FindingTally tally) throws IOException {
        FindingFilter filter = FindingFilter.ofTenant(pack.tenantId())
                .seenWithin(options.from(), options.to())
                .in(statuses());
        try (CsvFile file = Columns.findings(directory.resolve(FINDINGS))) {
            FindingPlace after = FindingPlace.START;
            List<Finding> page = findings.inOrder(scope, filter, after, FINDINGS_AT_A_TIME);
            while (!page.isEmpty()) {
                throwIfStopped.run();
                for (Finding finding : page) {
                    Columns.write(file, finding);
                    tally.add(finding);
                }
                after = page.getLast().place();
                page = findings.inOrder(scope, filter, after, FINDINGS_AT_A_TIME);
            }
        }
    }

    private void operations(OperationTally tally) throws IOException {
        try (CsvFile file = Columns.operations(directory.resolve(OPERATIONS));
                CsvFile items = options.withItems() ? Columns.items(directory.resolve(ITEMS)) : null) {
            ProcessId before = null;
            List<Process> page = operationsBefore(before);
            while (!page.isEmpty()) {
                for (Process process : page) {
                    throwIfStopped.run();
                    if (belongs(process)) {
                        Columns.write(file, process);
                        tally.add(process);
                        write(items, process);
                    }
                }
                before = page.getLast().id();
                page = operationsBefore(before);
            }
            tally.addItems(items == null ? 0 : items.rows());
        }
    }

    private List<Process> operationsBefore(@Nullable ProcessId before) {
        ProcessFilter filter = new ProcessFilter(
                Set.of(), Set.of(), null, null, pack.tenantId(), null, null, null, options.from(), null);
        return processes.list(scope, filter, before, OPERATIONS_AT_A_TIME);
    }

    /** A pack does not tell of packs: then nothing changes in the next one merely because there was this one. */
    private boolean belongs(Process process) {
        return !process.kind().type().equals(ReviewPackTypes.GENERATE.name())
                && (options.to() == null || process.times().createdAt().isBefore(options.to()));
    }

    private void write(@Nullable CsvFile file, Process process) {
        if (file == null || process.counters().processed() == 0) {
            return;
        }
        List<ProcessItem> page = processes.items(scope, process.id(), null, -1, ITEMS_AT_A_TIME);
        while (!page.isEmpty()) {
            throwIfStopped.run();
            page.forEach(item -> Columns.write(file, item));
            page = processes.items(scope, process.id(), null, page.getLast().itemIndex(), ITEMS_AT_A_TIME);
        }
    }

    private Set<FindingStatus> statuses() {
        return options.statuses().stream()
                .map(word -> FindingStatus.valueOf(word.toUpperCase(Locale.ROOT)))
                .collect(Collectors.toSet());
    }
}
