package dev.waybill.worker.source;

import java.io.IOException;

/** A Xml file. */
public final class XmlSource implements RecordSource {

    private final Content content;
    private final XmlOptions options;
    private final ReadLimits limits;

    public XmlSource(Content content, XmlOptions options, ReadLimits limits) {
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
