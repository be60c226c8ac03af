package dev.waybill.standalone.hub;

import dev.waybill.client.ProcessView;
import dev.waybill.client.SubmitOptions;
import dev.waybill.client.TenantView;
import dev.waybill.client.WaybillClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A tenant whose devices were observed twice and compared, by the worker. */
record ComparedTenant(TenantView tenant) {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** Between the snapshots so many devices changed, one came and one went. */
    static ComparedTenant of(WaybillClient client, String name, int changed) {
        TenantView tenant = client.tenants().findOrCreate(name, name);
        ComparedTenant compared = new ComparedTenant(tenant);
        compared.sync(client, Stream.concat(devices(changed, 17), Stream.of(device("router-gone", 1, "idle"))));
        compared.sync(client, Stream.concat(devices(changed, 18), Stream.of(device("router-new", 1, "idle"))));
        compared.run(client, "drift", null, Map.of("selection", Map.of("sync", "full", "system", name)));
        return compared;
    }

    private void sync(WaybillClient client, Stream<String> devices) {
        try {
            Path file = Files.createTempFile("devices", ".ndjson");
            Files.write(file, devices.toList());
            String id = client.upload(file).id().toString();
            Files.delete(file);
            run(
                    client,
                    "sync",
                    "full",
                    Map.of("source", Map.of("file_id", id), "selection", Map.of("system", tenant.name())));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void run(WaybillClient client, String type, @Nullable String subtype, Map<String, Object> input) {
        ProcessView ended = client.waitFor(
                client.submit(type, subtype, input, SubmitOptions.none().tenantId(tenant.id()))
                        .id(),
                PATIENCE);
        if (!"succeeded".equals(ended.operatorStatus())) {
            throw new AssertionError("%s ended as %s".formatted(type, ended.operatorStatus()));
        }
    }

    private static Stream<String> devices(int number, int version) {
        List<String> firmware = List.of("stable", "beta");
        return IntStream.range(0, number)
                .mapToObj(index -> device("switch-%03d".formatted(index), version, firmware.get(version % 2)));
    }

    private static String device(String id, int version, String state) {
        return """
                {"subject_type": "device", "external_id": "%s", "os": {"version": "%d.0", "channel": "%s"}, "load": 0.%d0}""".formatted(id, version, state, version);
    }
}
