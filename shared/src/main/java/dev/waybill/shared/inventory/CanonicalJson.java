package dev.waybill.shared.inventory;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import dev.waybill.shared.job.JobJson;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;

/**
 * One text for all JSON that says the same: members sorted, numbers by their value (1.50 is 1.5), no space between. What it
 * writes can be stored in PostgreSQL.
 */
public final class CanonicalJson {

    private static final int MOST_DIGITS = 400;

    private final JsonGenerator out;

    private CanonicalJson(JsonGenerator out) {
        this.out = out;
    }

    /** What has no canonical form. */
    public static final class NotCanonical extends RuntimeException {

        private final String code;

        private NotCanonical(String code, String message) {
            super(message, null, false, false);
            this.code = code;
        }

        /** {@code invalid_character} or {@code number_out_of_range}. */
        public String code() {
            return code;
        }

        /** A short sentence for people. */
        public String reason() {
            return String.valueOf(getMessage());
        }
    }

    /** @throws NotCanonical for a zero character, half a surrogate pair, or a number of more than 400 digits */
    public static String text(JsonNode value) {
        StringWriter text = new StringWriter();
        try (JsonGenerator out = JobJson.MAPPER.createGenerator(text)) {
            new CanonicalJson(out).write(value);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    /** SHA-256 of a text in UTF-8. */
    public static byte[] hash(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** SHA-256 of a text in UTF-8, as 64 hexadecimal digits. */
    public static String hexHash(String text) {
        return HexFormat.of().formatHex(hash(text));
    }

    private void write(JsonNode value) throws IOException {
        switch (value.getNodeType()) {
            case OBJECT -> writeObject(value);
            case ARRAY -> {
                out.writeStartArray();
                for (JsonNode element : value) {
                    write(element);
                }
                out.writeEndArray();
            }
            case NUMBER -> out.writeNumber(number(value.decimalValue()));
            case STRING -> out.writeString(storable(value.textValue()));
            case BOOLEAN -> out.writeBoolean(value.booleanValue());
            case NULL, MISSING -> out.writeNull();
            case BINARY, POJO -> throw new IllegalArgumentException("no JSON: " + value.getNodeType());
        }
    }

    private void writeObject(JsonNode object) throws IOException {
        out.writeStartObject();
        var members =
                object.properties().stream().sorted(Map.Entry.comparingByKey()).toList();
        for (Map.Entry<String, JsonNode> member : members) {
            out.writeFieldName(storable(member.getKey()));
            write(member.getValue());
        }
        out.writeEndObject();
    }

    private static String number(BigDecimal value) {
        BigDecimal shortest = value.signum() == 0 ? BigDecimal.ZERO : value.stripTrailingZeros();
        if ((long) shortest.precision() + Math.abs((long) shortest.scale()) > MOST_DIGITS) {
            throw new NotCanonical("number_out_of_range", "A number has more than %d digits.".formatted(MOST_DIGITS));
        }
        return shortest.toPlainString();
    }

    private static String storable(String text) {
        for (int at = 0; at < text.length(); at++) {
            char character = text.charAt(at);
            boolean pair = Character.isHighSurrogate(character)
                    && at + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(at + 1));
            if (character == 0 || (Character.isSurrogate(character) && !pair)) {
                throw new NotCanonical("invalid_character", "A text holds a character that is none.");
            }
            at += pair ? 1 : 0;
        }
        return text;
    }
}
