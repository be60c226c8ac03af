package dev.waybill.worker.source;

import com.ctc.wstx.api.WstxInputProperties;
import com.ctc.wstx.stax.WstxInputFactory;
import dev.waybill.shared.job.Rejected;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/**
 * Goes through XML tag by tag in constant memory. A document type, and with it every entity of its own, is refused;
 * depth, attributes and names are limited. What is wrong with the XML is {@link Rejected}; what the bytes themselves
 * throw goes through unchanged.
 */
final class XmlWalk implements Closeable {

    enum Event {
        START,
        TEXT,
        END,
        DONE
    }

    private static final int DEEPEST = 100;
    private static final int MOST_ATTRIBUTES = 256;
    private static final int LONGEST_ATTRIBUTE = 1 << 16;
    private static final String INSTANCE = "http://www.w3.org/2001/XMLSchema-instance";

    private final XmlKind kind;
    private final OwnFailures bytes;
    private final XMLStreamReader reader;
    private final XmlNames names;
    private int depth;

    /** The bytes, without a byte order mark, are closed with it. */
    XmlWalk(InputStream bytes, Charset charset, XmlKind kind, ReadLimits limits) throws IOException {
        this.kind = kind;
        this.bytes = new OwnFailures(bytes);
        this.names = new XmlNames(kind);
        var decoder = charset.newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        XmlCharacters text = new XmlCharacters(new InputStreamReader(this.bytes, decoder), limits.bufferChars());
        try {
            reader = parser().createXMLStreamReader(text);
        } catch (XMLStreamException | RuntimeException e) {
            try (OwnFailures closed = this.bytes) {
                throw failure(e);
            }
        }
    }

    Event next() throws IOException {
        while (true) {
            switch (advance()) {
                case XMLStreamConstants.START_ELEMENT -> {
                    requireWithin(++depth <= DEEPEST, "elements nested deeper than 100 levels");
                    return Event.START;
                }
                case XMLStreamConstants.END_ELEMENT -> {
                    depth--;
                    return Event.END;
                }
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> {
                    return Event.TEXT;
                }
                case XMLStreamConstants.END_DOCUMENT -> {
                    return Event.DONE;
                }
                case XMLStreamConstants.DTD ->
                    throw new Rejected(kind.doctype(), kind.what() + " has a document type, which is not allowed.");
                default -> {
                    // comments and instructions say nothing about records
                }
            }
        }
    }

    /** Whether an event is the start or end of an element. */
    boolean isTag(Event event) {
        return event == Event.START || event == Event.END;
    }

    /** The name of the element that starts or ends, see {@link XmlNames}. */
    String name() {
        return names.of(reader.getNamespaceURI(), reader.getLocalName(), reader.getPrefix());
    }

    /** The same without any prefix. */
    String localName() {
        return reader.getLocalName();
    }

    int attributes() {
        return reader.getAttributeCount();
    }

    /** Null for an attribute that is about the schema. */
    @Nullable
    String attributeName(int index) {
        String namespace = reader.getAttributeNamespace(index);
        return INSTANCE.equals(namespace)
                ? null
                : names.of(namespace, reader.getAttributeLocalName(index), reader.getAttributePrefix(index));
    }

    String attribute(int index) {
        return reader.getAttributeValue(index);
    }

    /** The value of the attribute with this local name, whatever its prefix; null when there is none. */
    @Nullable
    String attribute(String localName) {
        for (int index = 0; index < reader.getAttributeCount(); index++) {
            if (localName.equals(reader.getAttributeLocalName(index))) {
                return reader.getAttributeValue(index);
            }
        }
        return null;
    }

    /** How many characters the piece of text has that came. */
    int textLength() throws IOException {
        try {
            return reader.getTextLength();
        } catch (RuntimeException e) {
            throw failure(e);
        }
    }

    /** Adds the piece of text that came. */
    void appendTo(BoundedText text) throws IOException {
        try {
            text.append(reader.getTextCharacters(), reader.getTextStart(), reader.getTextLength());
        } catch (RuntimeException e) {
            throw failure(e);
        }
    }

    @Override
    public void close() throws IOException {
        bytes.close();
    }

    private int advance() throws IOException {
        try {
            // asked for after the end, the parser would complain
            return reader.getEventType() == XMLStreamConstants.END_DOCUMENT
                    ? XMLStreamConstants.END_DOCUMENT
                    : reader.next();
        } catch (XMLStreamException | RuntimeException e) {
            throw failure(e);
        }
    }

    private void requireWithin(boolean within, String excess) {
        if (!within) {
            throw new Rejected(kind.tooComplex(), "%s has %s.".formatted(kind.what(), excess));
        }
    }

    private Rejected failure(Exception thrown) throws IOException {
        bytes.rethrow();
        return XmlRefusal.of(thrown, kind);
    }

    /** One for each document: a factory keeps the names that it has seen. */
    private static XMLInputFactory parser() {
        WstxInputFactory factory = new WstxInputFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, false);
        factory.setProperty(WstxInputProperties.P_MAX_ATTRIBUTES_PER_ELEMENT, MOST_ATTRIBUTES);
        factory.setProperty(WstxInputProperties.P_MAX_ATTRIBUTE_SIZE, LONGEST_ATTRIBUTE);
        factory.setProperty(WstxInputProperties.P_INPUT_BUFFER_LENGTH, 1 << 14);
        return factory;
    }
}
