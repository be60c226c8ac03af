package dev.waybill.worker.imports;

import dev.waybill.shared.catalog.ProductDraft;
import dev.waybill.worker.source.Fault;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Checks rows in the order of the file. It remembers what it has seen, so an attempt that goes on in the middle shows it
 * the rows before that again.
 */
final class RowChecker {

    private final Dialect dialect;
    private final DraftRules rules;
    private final SeenIdentities seen;
    private boolean namesParentsById;

    RowChecker(Dialect dialect, DraftRules rules, SeenIdentities seen) {
        this.dialect = dialect;
        this.rules = rules;
        this.seen = seen;
    }

    /** One result for each row of the group, in its order. */
    List<Checked> check(List<Row> group) {
        Row first = group.getFirst();
        if (first.fault() != null) {
            return List.of(new Checked.Bad(first, first.fault()));
        }
        List<Meaning> meanings = dialect.read(group);
        List<Checked> checked = new ArrayList<>(group.size());
        for (int index = 0; index < group.size(); index++) {
            checked.add(check(group.get(index), meanings.get(index)));
        }
        return checked;
    }

    /** Whether a row so far named its parent by an id, which only the database can resolve. */
    boolean namesParentsById() {
        return namesParentsById;
    }

    private Checked check(Row row, Meaning meaning) {
        return switch (meaning) {
            case Meaning.Merged merged -> new Checked.Aside(row, merged.code(), merged.message());
            case Meaning.Product product -> check(row, product);
        };
    }

    private Checked check(Row row, Meaning.Product product) {
        Problems problems = new Problems();
        Optional<ProductDraft> draft = rules.draft(product, problems);
        if (draft.isEmpty()) {
            return new Checked.Bad(row, problems.summary());
        }
        long before = seen.add(draft.get().identity().key(), row.row());
        if (before > 0) {
            return new Checked.Bad(
                    row, new Fault("duplicate_identity", "Row %,d is the same product.".formatted(before)));
        }
        namesParentsById = namesParentsById || draft.get().parentSourceId() != null;
        return new Checked.Good(row, draft.get());
    }
}
