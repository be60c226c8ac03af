package dev.waybill.worker.imports;

import dev.waybill.shared.catalog.ProductChange;
import dev.waybill.shared.catalog.ProductColumn;
import dev.waybill.shared.catalog.ProductDraft;
import dev.waybill.shared.catalog.Products;
import dev.waybill.shared.job.Failure;
import dev.waybill.shared.job.ItemResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Writes checked rows and says what became of each. */
final class ChunkWriter {

    private final Products products;
    private final Set<ProductColumn> columns;
    private final long workspaceId;
    private final long processId;
    private @Nullable String currency;

    /** @param columns what the file knows of a product */
    ChunkWriter(Products products, Set<ProductColumn> columns, long workspaceId, long processId) {
        this.products = products;
        this.columns = Set.copyOf(columns);
        this.workspaceId = workspaceId;
        this.processId = processId;
    }

    /** What became of the rows. */
    record Written(List<ItemResult> items, Tally tally) {}

    Written write(JdbcClient tx, List<Checked> rows) {
        List<Checked.Good> good = rows.stream()
                .filter(Checked.Good.class::isInstance)
                .map(Checked.Good.class::cast)
                .toList();
        List<ProductDraft> drafts =
                good.stream().map(row -> priced(tx, row.draft())).toList();
        List<ProductChange> changes = products.upsert(tx, workspaceId, processId, columns, drafts);
        List<ItemResult> items = new ArrayList<>(rows.size());
        Tally tally = Tally.NOTHING;
        int next = 0;
        for (Checked row : rows) {
            Written written = switch (row) {
                case Checked.Good one -> written(one, changes.get(next++));
                case Checked.Bad bad -> failed(bad);
                case Checked.Aside aside -> skipped(aside);
            };
            items.addAll(written.items());
            tally = tally.plus(written.tally());
        }
        return new Written(items, tally);
    }

    private ProductDraft priced(JdbcClient tx, ProductDraft draft) {
        return draft.currency() != null ? draft : draft.withCurrency(currency(tx));
    }

    private String currency(JdbcClient tx) {
        if (currency == null) {
            currency = products.currencyOf(tx, workspaceId);
        }
        return currency;
    }

    private static Written written(Checked.Good good, ProductChange change) {
        return switch (change.kind()) {
            case INSERTED -> new Written(List.of(done(good, change, "Inserted.")), counting(1, 0, 0, 0));
            case UPDATED -> new Written(List.of(done(good, change, "Updated.")), counting(0, 1, 0, 0));
            case UNCHANGED -> new Written(List.of(unchanged(good, change)), counting(0, 0, 1, 0));
        };
    }

    private static ItemResult done(Checked.Good good, ProductChange change, String message) {
        return new ItemResult(
                good.row().number(),
                good.key(),
                change.productId(),
                ItemResult.Status.SUCCESS,
                message,
                null,
                change.before(),
                change.after());
    }

    private static ItemResult unchanged(Checked.Good good, ProductChange change) {
        return new ItemResult(
                good.row().number(),
                good.key(),
                change.productId(),
                ItemResult.Status.SKIPPED,
                "Unchanged.",
                "unchanged",
                null,
                null);
    }

    private static Written failed(Checked.Bad bad) {
        String message = "Row %d: %s".formatted(bad.row().row(), bad.fault().message());
        String code = bad.fault().code();
        ItemResult item = ItemResult.error(
                bad.row().number(), bad.key(), code, message, bad.row().source());
        String name = Objects.requireNonNullElse(bad.key(), "row " + bad.row().row());
        Tally tally = new Tally(0, 0, 0, 0, Map.of(code, 1L), List.of(Failure.ofItem(name, code, message)));
        return new Written(List.of(item), tally);
    }

    private static Written skipped(Checked.Aside aside) {
        ItemResult item = ItemResult.skipped(aside.row().number(), aside.key(), aside.code(), aside.message());
        return new Written(List.of(item), counting(0, 0, 0, 1));
    }

    private static Tally counting(long inserted, long updated, long unchanged, long aside) {
        return new Tally(inserted, updated, unchanged, aside, Map.of(), List.of());
    }
}
