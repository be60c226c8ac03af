package dev.waybill.worker.imports;

import dev.waybill.worker.source.Ahead;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Reads and checks the rows of a source, and puts them together in chunks that are written in one transaction each. */
final class CheckedChunks<D> implements Ahead.Maker<CheckedChunks.Chunk<D>> {

    private static final long MOST_CHARS_IN_CHUNK = 8 << 20;

    private final Groups groups;
    private final RowChecker<D> checker;
    private final WantedRows wanted;
    private final int chunkSize;
    private final long first;
    private List<Checked<D>> chunk = new ArrayList<>();
    private long chars;

    /** @param first number of the first row that was not done before; those before it are checked only */
    CheckedChunks(Groups groups, RowChecker<D> checker, WantedRows wanted, int chunkSize, long first) {
        this.groups = groups;
        this.checker = checker;
        this.wanted = wanted;
        this.chunkSize = chunkSize;
        this.first = first;
    }

    /**
     * Some rows, at least one.
     *
     * @param next number of the first row behind them
     */
    record Chunk<D>(List<Checked<D>> rows, long next) {}

    @Override
    public void make(Ahead.Taker<Chunk<D>> taker) throws IOException {
        long next = first;
        for (List<Row> group = groups.next();
                group != null && group.getFirst().number() < wanted.end();
                group = groups.next()) {
            taker.throwIfEnough();
            List<Checked<D>> open = open(checker.check(group));
            if (chunk.size() + open.size() > chunkSize || chars > MOST_CHARS_IN_CHUNK) {
                hand(taker, next);
            }
            chunk.addAll(open);
            chars += open.stream().mapToLong(row -> row.row().record().size()).sum();
            next = Math.max(next, group.getLast().number() + 1);
        }
        hand(taker, next);
    }

    private void hand(Ahead.Taker<Chunk<D>> taker, long next) {
        if (!chunk.isEmpty()) {
            taker.take(new Chunk<>(chunk, next));
            chunk = new ArrayList<>();
            chars = 0;
        }
    }

    /** Those rows of a group that are wanted and were not done before. */
    private List<Checked<D>> open(List<Checked<D>> group) {
        return group.stream()
                .filter(row -> row.row().number() >= first)
                .filter(row -> wanted.contains(row.row().number()))
                .toList();
    }
}
