package dev.waybill.api.problem;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.web.ErrorResponse;
import org.springframework.web.HttpMediaTypeNotAcceptableException;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.multipart.MaxUploadSizeExceededException;
import org.springframework.web.multipart.MultipartException;
import org.springframework.web.multipart.support.MissingServletRequestPartException;
import org.springframework.web.servlet.NoHandlerFoundException;
import org.springframework.web.servlet.resource.NoResourceFoundException;

/** What Spring MVC refuses before a controller is asked. */
final class WebProblems {

    private WebProblems() {}

    /** The problem; null when the exception is none of Spring MVC's. */
    static @Nullable Problem of(Exception refused) {
        return switch (refused) {
            case HttpRequestMethodNotSupportedException method -> methodNotAllowed(method);
            case HttpMediaTypeNotSupportedException media -> unsupportedMediaType(media);
            case HttpMediaTypeNotAcceptableException media ->
                Problem.of(
                        Reason.NOT_ACCEPTABLE,
                        "This route answers with " + types(media.getSupportedMediaTypes(), "other media types"));
            case NoResourceFoundException unknown -> noRoute();
            case NoHandlerFoundException unknown -> noRoute();
            case MethodArgumentTypeMismatchException id ->
                Problem.of(Reason.NOT_FOUND, "There is nothing with this id: ids are whole numbers from 1");
            case MissingServletRequestPartException part ->
                Problem.of(
                        Reason.INVALID_INPUT,
                        "A part is missing",
                        List.of(new FieldError("/" + part.getRequestPartName(), "is required")));
            case MaxUploadSizeExceededException large -> Problem.of(Reason.TOO_LARGE, "The upload is too large");
            case MultipartException malformed ->
                Problem.of(Reason.MALFORMED_MULTIPART, "The body is not what multipart/form-data looks like");
            case ErrorResponse other -> ofStatus(other.getStatusCode());
            default -> null;
        };
    }

    /** For a status that somebody else has decided on. */
    static Problem ofStatus(HttpStatusCode status) {
        if (status.value() == HttpStatus.NOT_IMPLEMENTED.value()) {
            return Problem.of(Reason.MALFORMED_BODY, "The transfer coding of the body is not known here");
        }
        for (Reason reason : Reason.values()) {
            if (reason.status().value() == status.value()) {
                return Problem.of(
                        status.value() == 400 ? Reason.INVALID_PARAMETER : reason,
                        status.is5xxServerError() ? "Something went wrong" : "The request was refused");
            }
        }
        return status.is4xxClientError()
                ? Problem.of(Reason.INVALID_PARAMETER, "The request was refused")
                : Problem.of(Reason.INTERNAL_ERROR, "Something went wrong");
    }

    private static Problem noRoute() {
        return Problem.of(Reason.NOT_FOUND, "There is no such route");
    }

    private static Problem methodNotAllowed(HttpRequestMethodNotSupportedException refused) {
        String[] supported = refused.getSupportedMethods();
        String allowed = supported == null ? "" : String.join(", ", supported);
        return Problem.of(Reason.METHOD_NOT_ALLOWED, "This route takes " + allowed)
                .withHeader(HttpHeaders.ALLOW, allowed);
    }

    private static Problem unsupportedMediaType(HttpMediaTypeNotSupportedException refused) {
        String supported = types(refused.getSupportedMediaTypes(), "another media type");
        return Problem.of(Reason.UNSUPPORTED_MEDIA_TYPE, "This route takes " + supported)
                .withHeader(HttpHeaders.ACCEPT, supported);
    }

    private static String types(List<MediaType> types, String unknown) {
        return types.isEmpty()
                ? unknown
                : types.stream().map(MediaType::toString).distinct().collect(Collectors.joining(", "));
    }
}
