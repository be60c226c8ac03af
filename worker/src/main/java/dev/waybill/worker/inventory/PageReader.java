package dev.waybill.worker.inventory;

import dev.waybill.worker.source.JsonTrees;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Reads the fetched pages of an API. Its position is how many records are done. */
final class PageReader implements SubjectReader {

    private final JsonTrees records;
    private final SubjectShape shape;
    private long done;

    /** @param skip records that are done */
    PageReader(JsonTrees records, SubjectShape shape, long skip) throws IOException {
        this.records = records;
        this.shape = shape;
        while (done < skip && records.next() != null) {
            done++;
        }
    }

    @Override
    public @Nullable Found next() throws IOException {
        JsonTrees.Read read = records.next();
        if (read == null) {
            return null;
        }
        done++;
        return switch (read) {
            case JsonTrees.Read.Tree tree -> shape.subject(tree.node());
            case JsonTrees.Read.Faulty faulty -> new Found.Bad(faulty.fault(), null, null);
        };
    }

    @Override
    public String position() {
        return Long.toString(done);
    }

    @Override
    public void close() throws IOException {
        records.close();
    }
}
