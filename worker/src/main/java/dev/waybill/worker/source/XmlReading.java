package dev.waybill.worker.source;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Reads the records of an XML file under the columns that a survey found. */
final class XmlReading implements RecordReader {

    private final XmlRecords records;
    private final PathColumns columns;
    private final ReadLimits limits;
    private long number;

    XmlReading(XmlRecords records, PathColumns columns, ReadLimits limits) {
        this.records = records;
        this.columns = columns;
        this.limits = limits;
    }

    @Override
    public @Nullable SourceRecord next() throws IOException {
        RecordFields fields = records.next();
        return fields == null ? null : columns.row(number++, WordPress.unfold(fields, limits));
    }

    @Override
    public void close() throws IOException {
        records.close();
    }
}
