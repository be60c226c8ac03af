package dev.waybill.worker.source;

import dev.waybill.shared.job.Rejected;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An XML file with one element a record: product feeds (RSS 2.0 and Atom, Google Merchant), WordPress exports (WXR), or
 * any element that repeats. The columns are the paths below that element: {@code price}, {@code price/@currency},
 * {@code images/image}, {@code @id}, and {@code .} for its own text. Namespaces are called by their usual prefix
 * ({@code g:}, {@code wp:}, {@code content:}, {@code excerpt:}, {@code dc:}, {@code media:}), whatever the file calls them.
 *
 * <p>In a WordPress export {@code wp:postmeta} pairs are columns such as {@code meta:_sku} and categories columns such as
 * {@code category:product_cat}. What is no product in it is a record too, under the columns that products have; its
 * {@code wp:post_type} tells.
 *
 * <p>A document type is refused, and so are entities of its own; depth, attributes, names and text are limited.
 */
public final class XmlSource implements RecordSource {

    private static final int SAMPLE_BYTES = 1 << 16;
    private static final Map<String, String> KNOWN_BY_ROOT =
            Map.of("rss", "/rss/channel/item", "feed", "/feed/entry", "RDF", "/RDF/item");

    private final Content content;
    private final XmlOptions options;
    private final ReadLimits limits;

    public XmlSource(Content content, XmlOptions options, ReadLimits limits) {
        this.content = content;
        this.options = options;
        this.limits = limits;
    }

    /**
     * {@inheritDoc}
     *
     * @throws Rejected {@code empty_file}, {@code not_an_xml}, {@code html_page}, {@code charset_unknown},
     *     {@code xml_doctype}, {@code xml_malformed}, {@code xml_too_complex}, {@code unknown_record_path},
     *     {@code no_records}, {@code too_many_columns}, {@code too_many_rows}, {@code field_too_large}
     */
    @Override
    public Survey survey() throws IOException {
        Charset charset = charset();
        String wanted = options.recordPath() != null ? options.recordPath() : knownPath(charset);
        Survey survey = wanted == null ? null : survey(charset, RecordPath.of(wanted));
        if (survey != null) {
            return survey;
        }
        XmlShape shape = shape(charset);
        if (options.recordPath() != null) {
            throw new Rejected("unknown_record_path", unknownPath(options.recordPath(), shape.candidates()));
        }
        String found = shape.record().orElseThrow(XmlSource::noRecords);
        return Objects.requireNonNull(survey(charset, RecordPath.of(found)), found);
    }

    @Override
    public RecordReader open(Survey survey) throws IOException {
        Charset charset = Charset.forName(Objects.requireNonNullElse(survey.charset(), StandardCharsets.UTF_8.name()));
        RecordPath path = RecordPath.of(Objects.requireNonNullElse(survey.part(), ""));
        return new XmlReading(records(charset, path), PathColumns.of(survey.columns(), limits), limits);
    }

    private Charset charset() throws IOException {
        try (InputStream bytes = content.open()) {
            byte[] sample = bytes.readNBytes(SAMPLE_BYTES);
            Encoding encoding = Encoding.ofXml(sample);
            FileKind kind = FileKind.of(sample, encoding.text(sample));
            if (kind == FileKind.HTML) {
                throw new Rejected("html_page", "It is a web page, perhaps a login page, instead of XML.");
            }
            kind.require(FileKind.XML, "not_an_xml", "XML");
            return encoding.charset();
        }
    }

    private @Nullable String knownPath(Charset charset) throws IOException {
        try (XmlWalk walk = walk(charset)) {
            return walk.next() == XmlWalk.Event.START ? KNOWN_BY_ROOT.get(walk.name()) : null;
        }
    }

    private XmlShape shape(Charset charset) throws IOException {
        try (XmlWalk walk = walk(charset)) {
            return XmlShape.of(walk);
        }
    }

    /** Null when there is no such element. */
    private @Nullable Survey survey(Charset charset, RecordPath path) throws IOException {
        PathColumns columns = new PathColumns(limits);
        long count = 0;
        try (XmlRecords records = records(charset, path)) {
            for (RecordFields fields = records.next(); fields != null; fields = records.next()) {
                RecordFields record = WordPress.unfold(fields, limits);
                if (!WordPress.isOther(record)) {
                    // what is no product among products gives no columns of its own
                    columns.addAll(record);
                }
                requireWithin(++count);
            }
        }
        if (count > 0 && columns.names().isEmpty()) {
            throw noRecords();
        }
        return count == 0 ? null : new Survey(charset.name(), null, columns.names(), count, path.toString());
    }

    private XmlRecords records(Charset charset, RecordPath path) throws IOException {
        return new XmlRecords(walk(charset), path, limits);
    }

    private XmlWalk walk(Charset charset) throws IOException {
        return new XmlWalk(Encoding.withoutMark(content.open()), charset, XmlKind.FEED, limits);
    }

    private void requireWithin(long count) {
        if (count > limits.records()) {
            throw new Rejected(
                    "too_many_rows", "The file has more than %,d records; split it.".formatted(limits.records()));
        }
    }

    private static Rejected noRecords() {
        return new Rejected("no_records", "The file is XML, but nothing in it looks like a record.");
    }

    private static String unknownPath(String wanted, String candidates) {
        String asked = wanted.substring(0, Math.min(200, wanted.length()));
        String hint = candidates.isEmpty() ? "" : "; it has for example " + candidates;
        return "The file has no element %s%s.".formatted(asked, hint);
    }
}
