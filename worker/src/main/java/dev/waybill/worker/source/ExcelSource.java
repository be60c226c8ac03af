package dev.waybill.worker.source;

import java.io.IOException;

/** A Excel file. */
public final class ExcelSource implements RecordSource {

    private final Content content;
    private final ExcelOptions options;
    private final ReadLimits limits;

    public ExcelSource(Content content, ExcelOptions options, ReadLimits limits) {
        this.content = content;
        this.options = options;
        this.limits = limits;
    }

    @Override
    public Survey survey() throws IOException {
        throw new UnsupportedOperationException(content + " " + options + " " + limits);
    }

    @Override
    public RecordReader open(Survey survey) throws IOException {
        throw new UnsupportedOperationException();
    }
}
