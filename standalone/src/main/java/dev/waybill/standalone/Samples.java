package dev.waybill.standalone;

import dev.waybill.client.AiLocationImportView;
import dev.waybill.client.AiLocationImports.Verdict;
import dev.waybill.client.LocationDraftView;
import dev.waybill.client.ProcessView;
import dev.waybill.client.WaybillClient;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

/** The samples of the demonstration; their files are in this jar. */
final class Samples {

    private static final int LOCATIONS = 12;

    private Samples() {}

    static List<Sample> all() {
        List<Sample> samples = new ArrayList<>(List.of(
                importOf("products.csv", "csv", 5),
                importOf("merchant-feed.xml", "xml", 5),
                importOf("office.xlsx", "excel", 4),
                new Sample(
                        "AI locations: drafts",
                        Samples::generateLocations,
                        new Sample.End("succeeded once its drafts are imported", Samples::succeeded),
                        new Sample.Review(
                                "AI locations: import",
                                Samples::approveAndImport,
                                new Sample.End("succeeded", Samples::succeeded)))));
        samples.addAll(InventorySamples.all());
        samples.addAll(EnrichmentSamples.all());
        return samples;
    }

    private static Sample importOf(String file, String subtype, int badRows) {
        return new Sample(
                "Import " + file,
                client -> withFile(file, path -> client.importFile(subtype, path, Map.of())),
                new Sample.End(
                        "partial, with " + badRows + " bad rows",
                        process -> "partial".equals(process.operatorStatus()) && process.failedItems() == badRows),
                null);
    }

    private static boolean succeeded(ProcessView process) {
        return "succeeded".equals(process.operatorStatus());
    }

    private static ProcessView generateLocations(WaybillClient client) {
        AiLocationImportView batch = client.aiLocationImports()
                .create(
                        Map.of(
                                "brand", "Harbour Coffee",
                                "business_type", "coffee shop",
                                "geography", "Oregon, USA",
                                "language", "English"),
                        Map.of("name", "Sample locations", "location_count", LOCATIONS));
        return client.find(Objects.requireNonNull(batch.process()).id());
    }

    /** What a person would do on the page: reject what cannot be imported, approve the rest, import. */
    private static ProcessView approveAndImport(WaybillClient client, ProcessView waiting) {
        long batch = Objects.requireNonNull(waiting.relatedId());
        List<LocationDraftView> drafts = client.aiLocationImports().items(batch).toList();
        for (LocationDraftView draft : drafts) {
            boolean valid = draft.validationErrors().isEmpty();
            client.aiLocationImports().decide(draft, valid ? Verdict.APPROVED : Verdict.REJECTED);
        }
        AiLocationImportView imported = client.aiLocationImports().startImport(batch, Duration.ZERO);
        return client.find(Objects.requireNonNull(imported.importProcess()).id());
    }

    /** Hands a file of this jar on as one of the disk. */
    static <T> T withFile(String name, Function<Path, T> submit) {
        try {
            Path directory = Files.createTempDirectory("waybill-samples");
            Path file = directory.resolve(name);
            try (InputStream sample = Samples.class.getResourceAsStream("/samples/" + name)) {
                Files.copy(Objects.requireNonNull(sample, name), file, StandardCopyOption.REPLACE_EXISTING);
                return submit.apply(file);
            } finally {
                Files.deleteIfExists(file);
                Files.deleteIfExists(directory);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
