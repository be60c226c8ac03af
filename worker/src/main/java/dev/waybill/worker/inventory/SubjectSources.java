package dev.waybill.worker.inventory;

import dev.waybill.shared.catalog.StoredProducts;
import dev.waybill.shared.files.FileNotFound;
import dev.waybill.shared.files.FileStore;
import dev.waybill.shared.imports.ApiOptions;
import dev.waybill.shared.imports.ImportPage;
import dev.waybill.shared.imports.ImportPages;
import dev.waybill.shared.inventory.SyncInput;
import dev.waybill.shared.inventory.SyncSource;
import dev.waybill.shared.job.Progress;
import dev.waybill.shared.job.Rejected;
import dev.waybill.shared.locations.StoredLocations;
import dev.waybill.shared.tenancy.RoleTransactions;
import dev.waybill.shared.tenancy.Scope;
import dev.waybill.worker.source.ApiPages;
import dev.waybill.worker.source.Content;
import dev.waybill.worker.source.JsonTrees;
import dev.waybill.worker.source.ReadLimits;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Opens what a sync reads. */
final class SubjectSources {

    private final FileStore files;
    private final ApiPages pages;
    private final ImportPages fetched;
    private final JdbcClient jdbc;
    private final RoleTransactions roles;
    private final InventoryProperties properties;

    SubjectSources(
            FileStore files,
            ApiPages pages,
            ImportPages fetched,
            JdbcClient jdbc,
            RoleTransactions roles,
            InventoryProperties properties) {
        this.files = files;
        this.pages = pages;
        this.fetched = fetched;
        this.jdbc = jdbc;
        this.roles = roles;
        this.properties = properties;
    }

    /**
     * What is read.
     *
     * @param records how many records it has; null when that is unknown
     * @param reader of those that are left
     */
    record Opened(@Nullable Long records, SubjectReader reader) {}

    /**
     * Opens the source of a sync.
     *
     * @param position where an earlier attempt left off; empty for the start
     * @throws Rejected {@code file_not_found}, or what {@link ApiPages} refuses
     */
    Opened open(@Nullable String subtype, SyncInput input, String position, Progress progress) throws Exception {
        SyncSource source = input.source();
        SubjectShape shape = new SubjectShape(input, properties.maxSubjectBytes());
        if (source.fileId() != null) {
            return openLines(source.fileId(), shape, number(position), progress);
        }
        if (source.api() != null) {
            return pages(source.api(), shape, number(position), progress);
        }
        return new Opened(
                null, catalog(subtype, Objects.requireNonNull(source.catalog()), position, progress.workspaceId()));
    }

    private Opened openLines(UUID file, SubjectShape shape, long offset, Progress progress) throws IOException {
        progress.step("Reading the file");
        try (LineReader all = lines(file, shape, 0, progress)) {
            return new Opened(all.count(), lines(file, shape, offset, progress));
        }
    }

    private LineReader lines(UUID file, SubjectShape shape, long offset, Progress progress) {
        InputStream bytes = open(progress.workspaceId(), file, offset);
        return new LineReader(bytes, offset, shape, properties.maxSubjectBytes(), progress::throwIfStopped);
    }

    private InputStream open(long workspace, UUID file, long offset) {
        try {
            return files.open(workspace, file, offset);
        } catch (FileNotFound gone) {
            throw new Rejected("file_not_found", "The file does not exist in this workspace.");
        }
    }

    private Opened pages(ApiOptions api, SubjectShape shape, long skip, Progress progress) throws Exception {
        progress.step("Fetching pages");
        int longest = Math.max(properties.maxSubjectBytes(), ReadLimits.DEFAULTS.recordChars());
        ReadLimits limits = new ReadLimits(
                ReadLimits.DEFAULTS.fieldChars(), longest, ReadLimits.DEFAULTS.columns(), properties.maxSubjects());
        List<Content> texts = pages.fetch(api, Long.MAX_VALUE, limits, progress);
        long records = fetched.of(progress.workspaceId(), progress.processId()).stream()
                .mapToLong(ImportPage::records)
                .sum();
        JsonTrees trees = new JsonTrees(texts, api.records(), properties.maxSubjectBytes());
        return new Opened(records, new PageReader(trees, shape, skip));
    }

    private CatalogReader catalog(
            @Nullable String subtype, SyncSource.Catalog catalog, String position, long workspace) {
        Scope scope = new Scope(workspace, null);
        int limit = properties.chunkSize();
        return switch (catalog) {
            case PRODUCTS ->
                new CatalogReader(
                        "product",
                        productFields(subtype),
                        after -> roles.asTenant(scope, () -> StoredProducts.next(jdbc, workspace, after, limit)),
                        position);
            case LOCATIONS ->
                new CatalogReader(
                        "location",
                        List.of(),
                        after -> roles.asTenant(scope, () -> StoredLocations.next(jdbc, workspace, after, limit)),
                        position);
        };
    }

    private static List<String> productFields(@Nullable String subtype) {
        if ("stock".equals(subtype)) {
            return List.of("sku", "stock");
        }
        return "price".equals(subtype) ? List.of("sku", "price", "compare_at_price", "currency") : List.of();
    }

    private static long number(String position) {
        return position.isEmpty() ? 0 : Long.parseLong(position);
    }
}
