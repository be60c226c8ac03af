package dev.waybill.api.http;

import dev.waybill.shared.job.JobJson;
import java.lang.reflect.Type;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.converter.json.MappingJackson2HttpMessageConverter;

/**
 * Writes the documents of this API in our dialect, and nothing else: an application that has controllers of its own keeps
 * its ObjectMapper for them.
 */
final class ApiJson extends MappingJackson2HttpMessageConverter {

    ApiJson() {
        super(JobJson.MAPPER);
    }

    @Override
    public boolean canWrite(Class<?> type, @Nullable MediaType mediaType) {
        return type.getPackageName().startsWith("dev.waybill.api.") && super.canWrite(type, mediaType);
    }

    @Override
    public boolean canRead(Class<?> type, @Nullable MediaType mediaType) {
        return false;
    }

    @Override
    public boolean canRead(Type type, @Nullable Class<?> context, @Nullable MediaType mediaType) {
        return false;
    }
}
