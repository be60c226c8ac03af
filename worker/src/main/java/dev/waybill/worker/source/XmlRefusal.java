package dev.waybill.worker.source;

import dev.waybill.shared.job.Rejected;
import java.nio.charset.CharacterCodingException;
import java.util.regex.Pattern;
import javax.xml.stream.Location;
import javax.xml.stream.XMLStreamException;
import org.jspecify.annotations.Nullable;

/** Says for people what a parser throws about XML: where it is, and what is wrong with it. */
final class XmlRefusal {

    private static final int LONGEST_MESSAGE = 200;
    private static final Pattern BEYOND_LIMIT = Pattern.compile("limit \\(\\d+\\) exceeded$", Pattern.CASE_INSENSITIVE);

    private XmlRefusal() {}

    static Rejected of(Exception thrown, XmlKind kind) {
        if (thrown instanceof Rejected rejected) {
            return rejected;
        }
        XMLStreamException refusal = refusal(thrown);
        if (refusal == null) {
            return malformed(kind, null, "It cannot be parsed");
        }
        if (refusal.getCause() instanceof CharacterCodingException
                || refusal.getNestedException() instanceof CharacterCodingException) {
            return malformed(kind, refusal.getLocation(), "It holds bytes that are no text in its encoding");
        }
        String message = firstLine(refusal);
        return BEYOND_LIMIT.matcher(message).find()
                ? new Rejected(kind.tooComplex(), "%s is too complex: %s.".formatted(kind.what(), message))
                : malformed(kind, refusal.getLocation(), message);
    }

    /** While it reads text, the parser wraps what it has to say. */
    private static @Nullable XMLStreamException refusal(Exception thrown) {
        if (thrown instanceof XMLStreamException direct) {
            return direct;
        }
        return thrown.getCause() instanceof XMLStreamException wrapped ? wrapped : null;
    }

    private static Rejected malformed(XmlKind kind, @Nullable Location location, String why) {
        return new Rejected(kind.malformed(), "%s is malformed%s: %s.".formatted(kind.what(), place(location), why));
    }

    private static String place(@Nullable Location location) {
        return location == null || location.getLineNumber() < 1
                ? ""
                : " at line %d, column %d".formatted(location.getLineNumber(), location.getColumnNumber());
    }

    private static String firstLine(XMLStreamException refusal) {
        String line = String.valueOf(refusal.getMessage()).lines().findFirst().orElse("");
        String clean = line.replaceAll("\\p{Cntrl}", " ").replaceFirst("[\\s.]+$", "");
        return clean.length() <= LONGEST_MESSAGE ? clean : clean.substring(0, LONGEST_MESSAGE) + "…";
    }
}
