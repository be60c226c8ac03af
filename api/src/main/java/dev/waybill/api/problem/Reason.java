package dev.waybill.api.problem;

import java.util.Locale;
import org.springframework.http.HttpStatus;

/** Reason codes of HTTP itself, each with its status (docs/errors.md). */
public enum Reason {
    MALFORMED_JSON(HttpStatus.BAD_REQUEST, "Malformed JSON"),
    MALFORMED_BODY(HttpStatus.BAD_REQUEST, "Malformed body"),
    MALFORMED_MULTIPART(HttpStatus.BAD_REQUEST, "Malformed multipart body"),
    INVALID_PARAMETER(HttpStatus.BAD_REQUEST, "Invalid parameter"),
    UNAUTHENTICATED(HttpStatus.UNAUTHORIZED, "Unauthenticated"),
    FORBIDDEN(HttpStatus.FORBIDDEN, "Forbidden"),
    CSRF_TOKEN_INVALID(HttpStatus.FORBIDDEN, "CSRF token invalid"),
    NOT_FOUND(HttpStatus.NOT_FOUND, "Not found"),
    METHOD_NOT_ALLOWED(HttpStatus.METHOD_NOT_ALLOWED, "Method not allowed"),
    NOT_ACCEPTABLE(HttpStatus.NOT_ACCEPTABLE, "Not acceptable"),
    ILLEGAL_TRANSITION(HttpStatus.CONFLICT, "Illegal transition"),
    STALE(HttpStatus.PRECONDITION_FAILED, "Stale version"),
    PRECONDITION_REQUIRED(HttpStatus.PRECONDITION_REQUIRED, "Precondition required"),
    REQUEST_TIMEOUT(HttpStatus.REQUEST_TIMEOUT, "Request timeout"),
    TOO_LARGE(HttpStatus.PAYLOAD_TOO_LARGE, "Too large"),
    UNSUPPORTED_MEDIA_TYPE(HttpStatus.UNSUPPORTED_MEDIA_TYPE, "Unsupported media type"),
    INVALID_INPUT(HttpStatus.UNPROCESSABLE_ENTITY, "Invalid input"),
    NOT_IN_BULK(HttpStatus.UNPROCESSABLE_ENTITY, "Not in bulk"),
    BULK_REFUSED(HttpStatus.UNPROCESSABLE_ENTITY, "Bulk refused"),
    UNKNOWN_TYPE(HttpStatus.UNPROCESSABLE_ENTITY, "Unknown job type"),
    IDEMPOTENCY_KEY_REUSED(HttpStatus.UNPROCESSABLE_ENTITY, "Idempotency key reused"),
    HEADERS_TOO_LARGE(HttpStatus.REQUEST_HEADER_FIELDS_TOO_LARGE, "Headers too large"),
    RATE_LIMITED(HttpStatus.TOO_MANY_REQUESTS, "Rate limited"),
    TOO_MANY_STREAMS(HttpStatus.TOO_MANY_REQUESTS, "Too many streams"),
    UNAVAILABLE(HttpStatus.SERVICE_UNAVAILABLE, "Unavailable"),
    INTERNAL_ERROR(HttpStatus.INTERNAL_SERVER_ERROR, "Internal error");

    private final HttpStatus status;
    private final String title;

    Reason(HttpStatus status, String title) {
        this.status = status;
        this.title = title;
    }

    /** The word in JSON, for example {@code not_found}. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** What it is answered with. */
    public HttpStatus status() {
        return status;
    }

    String title() {
        return title;
    }
}
