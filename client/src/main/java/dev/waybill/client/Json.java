package dev.waybill.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The API's JSON: snake_case, ISO-8601, members of newer servers pass. */
final class Json {

    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS, SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
            .build();

    /** One page of a list; {@code next} is null on the last. */
    record Page<T>(@Nullable List<T> items, @Nullable String next) {

        List<T> listed() {
            return Absent.empty(items);
        }
    }

    private Json() {}

    /** @throws IllegalArgumentException when Jackson cannot write it */
    static byte[] write(Object value) {
        try {
            return MAPPER.writeValueAsBytes(value);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("cannot be written as JSON: " + e.getOriginalMessage(), e);
        }
    }

    static <T> T convert(Object value, TypeReference<T> type) {
        return MAPPER.convertValue(value, type);
    }

    static <T> T read(String call, byte[] json, Class<T> type) {
        try {
            return present(call, MAPPER.readValue(json, type));
        } catch (IOException e) {
            throw unreadable(call, type.getSimpleName(), e);
        }
    }

    static <T> Page<T> readPage(String call, byte[] json, Class<T> type) {
        try {
            return present(
                    call, MAPPER.readValue(json, MAPPER.getTypeFactory().constructParametricType(Page.class, type)));
        } catch (IOException e) {
            throw unreadable(call, "page of " + type.getSimpleName(), e);
        }
    }

    private static <T> T present(String call, @Nullable T value) {
        if (value == null) {
            throw WaybillException.local(call, WaybillException.BAD_ANSWER, "the answer is null", null);
        }
        return value;
    }

    private static WaybillException unreadable(String call, String what, IOException e) {
        return WaybillException.local(call, WaybillException.BAD_ANSWER, "the answer is no " + what, e);
    }
}
