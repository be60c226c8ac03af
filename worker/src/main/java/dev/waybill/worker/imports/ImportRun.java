package dev.waybill.worker.imports;

import dev.waybill.shared.job.ChunkResult;
import dev.waybill.shared.job.Progress;
import dev.waybill.worker.source.Ahead;
import java.util.ArrayList;
import java.util.List;

/**
 * Takes the rows of a source through the checks and into the database, chunk by chunk, from a checkpoint on. While one chunk
 * is written the next one is read and checked.
 */
final class ImportRun<D> {

    private final Progress progress;
    private final RowChecker<D> checker;
    private final ChunkWriter<D> writer;
    private final WantedRows wanted;
    private final int chunkSize;
    private ImportCheckpoint checkpoint;

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
        CheckedChunks<D> checked = new CheckedChunks<>(groups, checker, wanted, chunkSize, checkpoint.next());
        try (Ahead<CheckedChunks.Chunk<D>> chunks =
                new Ahead<>("waybill-import-reader", progress::throwIfStopped, checked)) {
            for (CheckedChunks.Chunk<D> chunk = chunks.next(); chunk != null; chunk = chunks.next()) {
                checkpoint = write(chunk);
            }
        }
        return checkpoint.tally();
    }

    private ImportCheckpoint write(CheckedChunks.Chunk<D> chunk) throws Exception {
        List<ImportCheckpoint> reached = new ArrayList<>(1);
        progress.chunk(tx -> {
            ChunkWriter.Written written = writer.write(tx, chunk.rows());
            reached.add(checkpoint.after(written.tally(), chunk.next()));
            return new ChunkResult(written.items(), reached.getLast());
        });
        return reached.getLast();
    }
}
