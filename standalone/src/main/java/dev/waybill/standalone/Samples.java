package dev.waybill.standalone;

import dev.waybill.client.ProcessView;
import dev.waybill.client.WaybillClient;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

/** The samples of the demonstration; their files are in this jar. */
final class Samples {

    private static final int BAD_ROWS = 5;

    private Samples() {}

    static List<Sample> all() {
        return List.of(new Sample(
                "Import products.csv",
                Samples::importProducts,
                "partial, with " + BAD_ROWS + " bad rows",
                process -> "partial".equals(process.operatorStatus()) && process.failedItems() == BAD_ROWS));
    }

    private static ProcessView importProducts(WaybillClient client) {
        return withFile("products.csv", file -> client.importFile("csv", file, Map.of()));
    }

    private static ProcessView withFile(String name, Function<Path, ProcessView> submit) {
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
