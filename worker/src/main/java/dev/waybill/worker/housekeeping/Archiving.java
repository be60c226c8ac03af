package dev.waybill.worker.housekeeping;

import dev.waybill.shared.files.FileStore;
import dev.waybill.shared.files.NewFile;
import dev.waybill.shared.files.StoredFile;
import dev.waybill.shared.housekeeping.ProcessArchives;
import dev.waybill.shared.job.Progress;
import dev.waybill.shared.process.ExpiredProcesses.Candidate;
import dev.waybill.shared.process.ProcessExport;
import dev.waybill.shared.process.ProcessId;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;

/** Writes processes to a file of their workspace before they are removed. System runs have no workspace, and no archive. */
final class Archiving {

    private final ProcessExport export;
    private final ProcessArchives archives;
    private final FileStore files;

    Archiving(ProcessExport export, ProcessArchives archives, FileStore files) {
        this.export = export;
        this.archives = archives;
        this.files = files;
    }

    /** What of a batch belongs to one workspace, and where it was written. */
    record Part(StoredFile file, List<ProcessId> processes) {}

    /** Writes the processes, a file for each workspace. A crash leaves files that nothing refers to. */
    List<Part> write(List<Candidate> candidates, Progress progress) throws IOException {
        Map<Long, List<ProcessId>> byWorkspace = new TreeMap<>();
        for (Candidate candidate : candidates) {
            if (candidate.workspaceId() != null) {
                byWorkspace
                        .computeIfAbsent(candidate.workspaceId(), workspace -> new ArrayList<>())
                        .add(candidate.id());
            }
        }
        List<Part> parts = new ArrayList<>();
        for (Map.Entry<Long, List<ProcessId>> one : byWorkspace.entrySet()) {
            parts.add(new Part(store(one.getKey(), one.getValue(), progress), one.getValue()));
        }
        return parts;
    }

    /** Names the files in the transaction that removes the processes; a file of which none is removed is not named. */
    void name(List<Part> parts, List<ProcessId> removed) {
        Set<ProcessId> gone = new HashSet<>(removed);
        for (Part part : parts) {
            List<ProcessId> archived =
                    part.processes().stream().filter(gone::contains).toList();
            if (!archived.isEmpty()) {
                archives.add(part.file(), archived);
            }
        }
    }

    private StoredFile store(long workspace, List<ProcessId> ids, Progress progress) throws IOException {
        Path temporary = Files.createTempFile("waybill-archive-", ".ndjson.gz");
        try {
            write(temporary, ids, progress);
            NewFile file = new NewFile(
                    workspace,
                    null,
                    "processes-%s-%s.ndjson.gz".formatted(ids.getFirst(), ids.getLast()),
                    "application/gzip");
            try (InputStream content = Files.newInputStream(temporary)) {
                return files.store(file, content, Long.MAX_VALUE);
            }
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    private void write(Path target, List<ProcessId> ids, Progress progress) throws IOException {
        try (Writer lines = new BufferedWriter(
                new OutputStreamWriter(new GZIPOutputStream(Files.newOutputStream(target)), StandardCharsets.UTF_8))) {
            for (ProcessId id : ids) {
                progress.throwIfStopped();
                export.write(id, lines);
            }
        }
    }
}
