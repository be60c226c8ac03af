package dev.waybill.worker.imports;

import dev.waybill.shared.job.ChunkResult;
import dev.waybill.shared.job.Progress;
import java.util.ArrayList;
import java.util.List;

/** Takes the rows of a source through the checks and into the database, chunk by chunk, from a checkpoint on. */
final class ImportRun<D> {

    private static final long MOST_CHARS_IN_CHUNK = 8 << 20;

    private final Progress progress;
    private final RowChecker<D> checker;
    private final ChunkWriter<D> writer;
    private final WantedRows wanted;
    private final int chunkSize;
    private final List<Checked<D>> chunk = new ArrayList<>();
    private ImportCheckpoint checkpoint;
    private Tally writtenInChunk = Tally.NOTHING;
    private long charsInChunk;

    ImportRun(
            Progress progress,
            RowChecker<D> checker,
            ChunkWriter<D> writer,
            WantedRows wanted,
            int chunkSize,
            ImportCheckpoint checkpoint) {
        this.progress = progress;
        this.checker = checker;
        this.writer = writer;
        this.wanted = wanted;
        this.chunkSize = chunkSize;
        this.checkpoint = checkpoint;
    }

    /** Imports all rows that are left and tells what became of every row, those of earlier attempts included. */
    Tally all(Groups groups) throws Exception {
        long next = checkpoint.next();
        for (List<Row> group = groups.next();
                group != null && group.getFirst().number() < wanted.end();
                group = groups.next()) {
            progress.throwIfStopped();
            List<Checked<D>> open = open(checker.check(group));
            if (chunk.size() + open.size() > chunkSize || charsInChunk > MOST_CHARS_IN_CHUNK) {
                write(next);
            }
            chunk.addAll(open);
            charsInChunk +=
                    open.stream().mapToLong(row -> row.row().record().size()).sum();
            next = Math.max(next, group.getLast().number() + 1);
        }
        write(next);
        return checkpoint.tally();
    }

    /** Those rows of a group that are wanted and were not done before. */
    private List<Checked<D>> open(List<Checked<D>> group) {
        return group.stream()
                .filter(row -> row.row().number() >= checkpoint.next())
                .filter(row -> wanted.contains(row.row().number()))
                .toList();
    }

    private void write(long next) throws Exception {
        if (chunk.isEmpty()) {
            return;
        }
        progress.chunk(tx -> {
            ChunkWriter.Written written = writer.write(tx, chunk);
            writtenInChunk = written.tally();
            return new ChunkResult(written.items(), checkpoint.after(writtenInChunk, next));
        });
        checkpoint = checkpoint.after(writtenInChunk, next);
        chunk.clear();
        charsInChunk = 0;
    }
}
