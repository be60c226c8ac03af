package dev.waybill.shared.queue;

import java.io.OutputStream;
import org.jobrunr.jobs.Job;
import org.jobrunr.utils.mapper.JsonMapper;
import org.jspecify.annotations.Nullable;

/** JobRunr's JSON, with a short way for the jobs of processes ({@link JobText}). */
final class ProcessJobMapper implements JsonMapper {

    private final JsonMapper others;

    ProcessJobMapper(JsonMapper others) {
        this.others = others;
    }

    @Override
    public String serialize(Object object) {
        String text = object instanceof Job job ? JobText.write(job) : null;
        return text == null ? others.serialize(object) : text;
    }

    @Override
    public void serialize(OutputStream stream, Object object) {
        others.serialize(stream, object);
    }

    @Override
    public <T> T deserialize(@Nullable String text, Class<T> type) {
        Job job = type == Job.class && text != null ? JobText.read(text) : null;
        return job == null ? others.deserialize(text, type) : type.cast(job);
    }
}
