package dev.waybill.api.bulk;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.waybill.api.http.StrictJson;
import dev.waybill.api.problem.FieldError;
import dev.waybill.api.problem.Reason;
import dev.waybill.api.problem.RequestRefused;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The lines of a body, as they were counted by who sent them: empty ones are left out, but count. */
final class Lines {

    private final int maxSize;
    private final int maxLines;

    Lines(BulkApiProperties properties) {
        this.maxSize = Math.toIntExact(properties.maxBodySize().toBytes());
        this.maxLines = properties.maxLines();
    }

    /** One of them. */
    static final class Line {
        private final int number;
        private final byte[] json;

        Line(int number, byte[] json) {
            this.number = number;
            this.json = json;
        }

        /** From 1. */
        int number() {
            return number;
        }

        /** @throws RequestRefused as a body that is no object */
        ObjectNode object() {
            return StrictJson.object(json);
        }
    }

    /** @throws RequestRefused {@code too_large} */
    byte[] body(HttpServletRequest request) throws IOException {
        if (request.getContentLengthLong() > maxSize) {
            throw tooLarge("A bulk may have %,d bytes".formatted(maxSize));
        }
        byte[] body = request.getInputStream().readNBytes(maxSize + 1);
        if (body.length > maxSize) {
            throw tooLarge("A bulk may have %,d bytes".formatted(maxSize));
        }
        return body;
    }

    /** @throws RequestRefused {@code too_large}, or {@code invalid_input} when there is none */
    List<Line> of(byte[] body) {
        List<Line> lines = new ArrayList<>();
        int number = 1;
        int start = 0;
        for (int index = 0; index <= body.length; index++) {
            if (index == body.length || body[index] == '\n') {
                byte[] line = Arrays.copyOfRange(body, start, index);
                if (!blank(line)) {
                    lines.add(new Line(number, line));
                }
                number++;
                start = index + 1;
                require(lines.size());
            }
        }
        if (lines.isEmpty()) {
            String detail = "must be a JSON object on each line";
            throw new RequestRefused(Reason.INVALID_INPUT, "The body has no line", List.of(new FieldError("", detail)));
        }
        return lines;
    }

    private void require(int lines) {
        if (lines > maxLines) {
            throw tooLarge("A bulk may have %,d lines".formatted(maxLines));
        }
    }

    private static boolean blank(byte[] line) {
        for (byte one : line) {
            if (one != ' ' && one != '\t' && one != '\r') {
                return false;
            }
        }
        return true;
    }

    private static RequestRefused tooLarge(String limit) {
        return new RequestRefused(Reason.TOO_LARGE, limit, List.of(new FieldError("", limit)));
    }
}
