package dev.waybill.worker.reviewpack;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import dev.waybill.shared.job.JobJson;
import dev.waybill.shared.reviewpack.ReviewPack;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a pack holds, for programs. Only its member {@code pack} differs between packs of the same data. */
final class Manifest {

    static final String NAME = "manifest.json";

    private static final int FORMAT_VERSION = 1;
    private static final DefaultIndenter LINES = new DefaultIndenter("  ", "\n");

    private Manifest() {}

    static byte[] of(ReviewPack pack, PackReport report, long processId, List<PackArchive.Entry> files) {
        Map<String, Object> range = new LinkedHashMap<>();
        range.put("from", report.options().from());
        range.put("to", report.options().to());
        Map<String, Object> manifest = new LinkedHashMap<>();
        manifest.put("format_version", FORMAT_VERSION);
        manifest.put("software", named("name", "Waybill", "version", report.softwareVersion()));
        manifest.put("tenant", named("id", report.tenantId(), "name", report.tenantName()));
        manifest.put("options", report.options());
        manifest.put("range", range);
        manifest.put("latest_change", report.asOf());
        manifest.put("counts", report.counts());
        manifest.put("files", files);
        manifest.put("pack", named("id", pack.id(), "operation_run_id", processId));
        return write(manifest);
    }

    private static Map<String, Object> named(String first, Object firstValue, String second, Object secondValue) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put(first, firstValue);
        members.put(second, secondValue);
        return members;
    }

    private static byte[] write(Map<String, Object> manifest) {
        try {
            String json = JobJson.MAPPER
                    .writer(new DefaultPrettyPrinter().withObjectIndenter(LINES).withArrayIndenter(LINES))
                    .writeValueAsString(manifest);
            return (json + "\n").getBytes(StandardCharsets.UTF_8);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
