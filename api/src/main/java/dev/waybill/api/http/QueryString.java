package dev.waybill.api.http;

import dev.waybill.api.problem.Reason;
import dev.waybill.api.problem.RequestRefused;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Takes a query string apart, strictly: the container would replace what is wrong, and read parameters from bodies. */
final class QueryString {

    private QueryString() {}

    static Query parse(@Nullable String query) {
        Map<String, List<String>> parameters = new LinkedHashMap<>();
        if (query != null) {
            for (String pair : query.split("&")) {
                if (!pair.isEmpty()) {
                    int equals = pair.indexOf('=');
                    String name = decode(equals < 0 ? pair : pair.substring(0, equals));
                    String value = equals < 0 ? "" : decode(pair.substring(equals + 1));
                    parameters
                            .computeIfAbsent(name, absent -> new ArrayList<>())
                            .add(value);
                }
            }
        }
        return new Query(parameters);
    }

    private static String decode(String encoded) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(encoded.length());
        for (int index = 0; index < encoded.length(); index++) {
            char character = encoded.charAt(index);
            if (character == '%') {
                bytes.write(octet(encoded, index));
                index += 2;
            } else {
                byte[] octets =
                        String.valueOf(character == '+' ? ' ' : character).getBytes(StandardCharsets.ISO_8859_1);
                bytes.write(octets, 0, octets.length);
            }
        }
        return utf8(bytes.toByteArray());
    }

    private static int octet(String encoded, int percent) {
        if (percent + 2 < encoded.length()) {
            int high = Character.digit(encoded.charAt(percent + 1), 16);
            int low = Character.digit(encoded.charAt(percent + 2), 16);
            if (high >= 0 && low >= 0) {
                return high * 16 + low;
            }
        }
        throw new RequestRefused(Reason.INVALID_PARAMETER, "The query has a percent sign without two hex digits");
    }

    private static String utf8(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new RequestRefused(Reason.INVALID_PARAMETER, "The query is not UTF-8");
        }
    }
}
