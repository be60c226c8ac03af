package dev.waybill.worker.imports;

import com.fasterxml.jackson.databind.util.RawValue;
import dev.waybill.shared.catalog.ProductChange;
import dev.waybill.shared.catalog.ProductColumn;
import dev.waybill.shared.catalog.ProductDraft;
import dev.waybill.shared.catalog.Products;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Writes products into the catalogue. */
final class ProductWriter implements TargetWriter<ProductDraft> {

    private final Products products;
    private final Set<ProductColumn> columns;
    private final BooleanSupplier namesParentsById;
    private final Target.Run run;
    private @Nullable String currency;

    /**
     * @param columns what the source knows of a product
     * @param namesParentsById whether a variation so far named its parent by an id, which only the database can resolve
     */
    ProductWriter(Products products, Set<ProductColumn> columns, BooleanSupplier namesParentsById, Target.Run run) {
        this.products = products;
        this.columns = Set.copyOf(columns);
        this.namesParentsById = namesParentsById;
        this.run = run;
    }

    @Override
    public List<Change> write(JdbcClient tx, List<ProductDraft> drafts) {
        return changes(products.upsert(tx, run.workspaceId(), run.processId(), columns, priced(tx, drafts)));
    }

    @Override
    public List<Change> compare(JdbcClient tx, List<ProductDraft> drafts) {
        return changes(products.compare(tx, run.workspaceId(), columns, priced(tx, drafts)));
    }

    @Override
    public boolean finishes() {
        return namesParentsById.getAsBoolean();
    }

    @Override
    public void finish(JdbcClient tx) {
        products.linkParents(tx, run.workspaceId(), run.processId());
    }

    private List<ProductDraft> priced(JdbcClient tx, List<ProductDraft> drafts) {
        return drafts.stream()
                .map(draft -> draft.currency() != null ? draft : draft.withCurrency(currency(tx)))
                .toList();
    }

    private String currency(JdbcClient tx) {
        if (currency == null) {
            currency = products.currencyOf(tx, run.workspaceId());
        }
        return currency;
    }

    private static List<Change> changes(List<ProductChange> changes) {
        return changes.stream()
                .map(change -> new Change(
                        Change.Kind.valueOf(change.kind().name()),
                        change.productId(),
                        raw(change.beforeJson()),
                        raw(change.afterJson())))
                .toList();
    }

    /** As it is: it is only handed on to the item. */
    private static @Nullable RawValue raw(@Nullable String json) {
        return json == null ? null : new RawValue(json);
    }
}
