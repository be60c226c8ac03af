package dev.waybill.api.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.waybill.api.problem.FieldError;
import dev.waybill.api.problem.Reason;
import dev.waybill.api.problem.RequestRefused;
import dev.waybill.shared.job.JobJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Reads JSON that strangers send: UTF-8 only, no duplicate member, nothing that the database could not store. */
public final class StrictJson {

    private static final int DEEPEST = 64;
    private static final int LONGEST_NUMBER = 200;

    private static final JsonFactory PARSERS = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(DEEPEST)
                    .maxNumberLength(LONGEST_NUMBER)
                    .build())
            .build();

    private StrictJson() {}

    /**
     * The object that the bytes hold.
     *
     * @throws RequestRefused {@code malformed_json} with line and column, or {@code invalid_input} with pointers
     */
    public static ObjectNode object(byte[] json) {
        if (value(text(json)) instanceof ObjectNode object) {
            List<FieldError> errors = StorableJson.check(object);
            if (errors.isEmpty()) {
                return object;
            }
            throw new RequestRefused(Reason.INVALID_INPUT, "The body holds what cannot be stored", errors);
        }
        throw new RequestRefused(
                Reason.INVALID_INPUT,
                "The body must be a JSON object",
                List.of(new FieldError("", "must be a JSON object")));
    }

    /**
     * A value that stands for itself, such as a field of a form; empty when the text is none.
     *
     * @param pointer where it will stand
     * @throws RequestRefused {@code invalid_input} with pointers if the database could not store it
     */
    public static Optional<JsonNode> field(String text, String pointer) {
        JsonNode value;
        try {
            value = value(text);
        } catch (RequestRefused noJson) {
            return Optional.empty();
        }
        List<FieldError> errors = StorableJson.check(value).stream()
                .map(error -> new FieldError(pointer + error.pointer(), error.detail()))
                .toList();
        if (errors.isEmpty()) {
            return Optional.of(value);
        }
        throw new RequestRefused(Reason.INVALID_INPUT, "The request holds what cannot be stored", errors);
    }

    private static String text(byte[] json) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(json))
                    .toString();
            return text.startsWith("\uFEFF") ? text.substring(1) : text;
        } catch (CharacterCodingException e) {
            throw malformed("", "is not UTF-8");
        }
    }

    private static JsonNode value(String text) {
        if (text.isBlank()) {
            throw malformed("", "is empty");
        }
        try (JsonParser parser = PARSERS.createParser(text)) {
            return value(parser);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonNode value(JsonParser parser) throws IOException {
        try {
            JsonNode value = JobJson.MAPPER.readTree(parser);
            if (parser.nextToken() != null) {
                throw malformed("", at(parser.currentTokenLocation()) + ": something follows the end");
            }
            return value;
        } catch (JsonProcessingException e) {
            String pointer = parser.getParsingContext().pathAsPointer().toString();
            JsonLocation location = Objects.requireNonNullElseGet(e.getLocation(), parser::currentLocation);
            throw malformed(pointer, at(location) + ": " + why(e));
        }
    }

    private static String at(JsonLocation location) {
        return "line " + location.getLineNr() + ", column " + location.getColumnNr();
    }

    private static String why(JsonProcessingException refused) {
        return switch (refused) {
            case JsonEOFException end -> "it ends too early";
            case StreamConstraintsException limits ->
                "it is nested deeper than " + DEEPEST + " levels, or a number has more than " + LONGEST_NUMBER
                        + " digits";
            case MismatchedInputException duplicate -> "this member is there twice";
            default -> "this is no JSON";
        };
    }

    private static RequestRefused malformed(String pointer, String detail) {
        return new RequestRefused(
                Reason.MALFORMED_JSON, "The body is no JSON", List.of(new FieldError(pointer, detail)));
    }
}
