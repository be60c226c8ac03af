package dev.waybill.shared.tracing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/**
 * Which trace the calling thread works for, as {@code traceparent} of W3C Trace Context says it
 * (https://www.w3.org/TR/trace-context/). It stands in the MDC as {@code trace_id}, {@code span_id} and
 * {@code trace_flags}, so that every line of the log has it; and in the metadata of a process as {@code traceparent}.
 *
 * @param traceId 32 hexadecimal digits
 * @param spanId 16 hexadecimal digits
 * @param flags two hexadecimal digits; 01 is "sampled"
 */
public record TraceContext(String traceId, String spanId, String flags) {

    /** The header, and the member of a process's metadata. */
    public static final String NAME = "traceparent";

    private static final String TRACE = "trace_id";
    private static final String SPAN = "span_id";
    private static final String FLAGS = "trace_flags";

    // of a version that is yet to come only the parts that we know are read
    private static final Pattern FORM =
            Pattern.compile("(?!ff)([0-9a-f]{2})-(?!0{32})([0-9a-f]{32})-(?!0{16})([0-9a-f]{16})-([0-9a-f]{2})(-.*)?");

    private static final int LONGEST = 200;

    /** Reads a header; empty when it is none, or not as the specification wants it: then there is no trace. */
    public static Optional<TraceContext> parse(@Nullable String header) {
        if (header == null || header.length() > LONGEST) {
            return Optional.empty();
        }
        Matcher matcher = FORM.matcher(header.strip());
        if (!matcher.matches() || (matcher.group(1).equals("00") && matcher.group(5) != null)) {
            return Optional.empty();
        }
        return Optional.of(new TraceContext(matcher.group(2), matcher.group(3), matcher.group(4)));
    }

    /** What the calling thread works for. */
    public static Optional<TraceContext> current() {
        String trace = MDC.get(TRACE);
        String span = MDC.get(SPAN);
        return trace == null || span == null
                ? Optional.empty()
                : Optional.of(new TraceContext(
                        trace, span, Optional.ofNullable(MDC.get(FLAGS)).orElse("00")));
    }

    /** What a process was submitted for, by its metadata. */
    public static Optional<TraceContext> of(@Nullable JsonNode metadata) {
        return metadata == null ? Optional.empty() : parse(metadata.path(NAME).textValue());
    }

    /** Metadata with what the calling thread works for, unless they have a trace; as they are when there is none. */
    public static @Nullable JsonNode kept(@Nullable JsonNode metadata) {
        Optional<TraceContext> current = current();
        if (current.isEmpty() || (metadata != null && (!metadata.isObject() || metadata.has(NAME)))) {
            return metadata;
        }
        ObjectNode kept = metadata == null ? JsonNodeFactory.instance.objectNode() : metadata.deepCopy();
        return kept.put(NAME, current.get().header());
    }

    /** The same trace, in a span of its own. */
    public TraceContext child() {
        byte[] span = new byte[8];
        ThreadLocalRandom.current().nextBytes(span);
        span[7] |= 1;
        return new TraceContext(traceId, HexFormat.of().formatHex(span), flags);
    }

    /** As a header. */
    public String header() {
        return "00-" + traceId + "-" + spanId + "-" + flags;
    }

    /** From here until it is closed, on this thread, the work is done for this trace; for none if it is empty. */
    public static Entered enter(Optional<TraceContext> trace) {
        trace.map(TraceContext::child).ifPresent(child -> {
            MDC.put(TRACE, child.traceId);
            MDC.put(SPAN, child.spanId);
            MDC.put(FLAGS, child.flags);
        });
        return () -> {
            MDC.remove(TRACE);
            MDC.remove(SPAN);
            MDC.remove(FLAGS);
        };
    }

    /** Ends when closed. */
    public interface Entered extends AutoCloseable {
        @Override
        void close();
    }

    /** The work, to be done on another thread for what this one works for, with all that stands in its MDC. */
    public static <T> Callable<T> carried(Callable<T> work) {
        Map<String, String> here = MDC.getCopyOfContextMap();
        return () -> {
            if (here != null) {
                MDC.setContextMap(here);
            }
            try {
                return work.call();
            } finally {
                MDC.clear();
            }
        };
    }
}
