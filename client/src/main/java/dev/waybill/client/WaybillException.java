package dev.waybill.client;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A call that did not succeed: the API's problem, or none because no answer came. Whether a request took effect is known
 * only from an answer: after {@code unreachable} or {@code timeout} it may have.
 */
public final class WaybillException extends RuntimeException {

    /** No answer came: refused, reset, or the connection broke. */
    public static final String UNREACHABLE = "unreachable";
    /** The answer, or what was waited for, did not come in time. */
    public static final String TIMEOUT = "timeout";
    /** The waiting thread was interrupted; its interrupt is set again. */
    public static final String INTERRUPTED = "interrupted";
    /** The client was closed during the call. */
    public static final String CLOSED = "client_closed";
    /** What came is no answer of this API. */
    public static final String BAD_ANSWER = "bad_answer";
    /** A file could not be read or written here. */
    public static final String FILE = "file";

    private final int status;
    private final String reasonCode;
    private final @Nullable String detail;
    private final List<Problem.FieldError> errors;
    private final @Nullable Duration retryAfter;

    private WaybillException(
            String message,
            Problem problem,
            String reasonCode,
            @Nullable Duration retryAfter,
            @Nullable Throwable cause) {
        super(message, cause);
        this.retryAfter = retryAfter;
        this.status = problem.status();
        this.reasonCode = reasonCode;
        this.detail = problem.detail();
        this.errors = problem.errors();
    }

    static WaybillException of(String call, Problem problem, @Nullable Duration retryAfter) {
        String code = problem.reasonCode() == null ? "http_" + problem.status() : problem.reasonCode();
        StringBuilder message = new StringBuilder(call)
                .append(": ")
                .append(problem.status())
                .append(' ')
                .append(code);
        if (problem.detail() != null) {
            message.append(": ").append(problem.detail());
        }
        problem.errors()
                .forEach(error -> message.append(" [")
                        .append(error.pointer())
                        .append(": ")
                        .append(error.detail())
                        .append(']'));
        return new WaybillException(message.toString(), problem, code, retryAfter, null);
    }

    static WaybillException local(String call, String reasonCode, String detail, @Nullable Throwable cause) {
        Problem problem = new Problem(null, null, 0, detail, null, reasonCode, List.of());
        return new WaybillException(call + ": " + reasonCode + ": " + detail, problem, reasonCode, null, cause);
    }

    /** HTTP status; 0 when no answer came. */
    public int status() {
        return status;
    }

    /** The API's stable code, one of the constants here when no answer came, or {@code http_<status>}. */
    public String reasonCode() {
        return reasonCode;
    }

    /** Sentence about this occurrence; null when the answer had none. */
    public @Nullable String detail() {
        return detail;
    }

    /** What is wrong where in the request; may be empty. */
    public List<Problem.FieldError> errors() {
        return errors;
    }

    /** When the server says that it may be tried again; empty when it does not. */
    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }

    /** Whether the same call may succeed later without any change to it. */
    boolean isPassing() {
        boolean lost = reasonCode.equals(UNREACHABLE) || reasonCode.equals(TIMEOUT);
        return status == 0 ? lost : status == 429 || (status >= 500 && status != 501);
    }
}
