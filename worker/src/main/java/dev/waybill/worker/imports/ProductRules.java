package dev.waybill.worker.imports;

import dev.waybill.shared.catalog.ProductDraft;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Makes products out of the rows of a dialect. */
final class ProductRules implements RowRules<ProductDraft> {

    private final Dialect dialect;
    private final DraftRules drafts;
    private boolean namesParentsById;

    ProductRules(Dialect dialect, DraftRules drafts) {
        this.dialect = dialect;
        this.drafts = drafts;
    }

    @Override
    public boolean together(Row row, Row next) {
        return dialect.together(row, next);
    }

    @Override
    public List<Checked<ProductDraft>> check(List<Row> group) {
        List<Meaning> meanings = dialect.read(group);
        List<Checked<ProductDraft>> checked = new ArrayList<>(group.size());
        for (int index = 0; index < group.size(); index++) {
            checked.add(check(group.get(index), meanings.get(index)));
        }
        return checked;
    }

    /** Whether a row so far named its parent by an id, which only the database can resolve. */
    boolean namesParentsById() {
        return namesParentsById;
    }

    @Override
    public String identity(ProductDraft draft) {
        return draft.identity().key();
    }

    @Override
    public String noun() {
        return "product";
    }

    private Checked<ProductDraft> check(Row row, Meaning meaning) {
        return switch (meaning) {
            case Meaning.Merged merged -> new Checked.Aside<>(row, merged.code(), merged.message());
            case Meaning.Product product -> check(row, product);
        };
    }

    private Checked<ProductDraft> check(Row row, Meaning.Product product) {
        Problems problems = new Problems();
        Optional<ProductDraft> draft = drafts.draft(product, problems);
        if (draft.isEmpty()) {
            return new Checked.Bad<>(row, problems.summary());
        }
        namesParentsById = namesParentsById || draft.get().parentSourceId() != null;
        return new Checked.Good<>(row, draft.get(), draft.get().identity().label(), List.of());
    }
}
