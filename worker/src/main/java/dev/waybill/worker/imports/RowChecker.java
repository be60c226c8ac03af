package dev.waybill.worker.imports;

import dev.waybill.worker.source.Fault;
import java.util.ArrayList;
import java.util.List;

/**
 * Checks rows in the order of the source. It remembers what it has seen, so an attempt that goes on in the middle shows it
 * the rows before that again.
 */
final class RowChecker<D> {

    private final RowRules<D> rules;
    private final SeenIdentities seen;

    RowChecker(RowRules<D> rules, SeenIdentities seen) {
        this.rules = rules;
        this.seen = seen;
    }

    /** One result for each row of the group, in its order. */
    List<Checked<D>> check(List<Row> group) {
        Row first = group.getFirst();
        if (first.fault() != null) {
            return List.of(new Checked.Bad<>(first, first.fault()));
        }
        List<Checked<D>> checked = new ArrayList<>(group.size());
        for (Checked<D> row : rules.check(group)) {
            checked.add(row instanceof Checked.Good<D> good ? onlyOnce(good) : row);
        }
        return checked;
    }

    private Checked<D> onlyOnce(Checked.Good<D> good) {
        Row row = good.row();
        long before = seen.add(rules.identity(good.draft()), row.row());
        if (before == 0) {
            return good;
        }
        String message = "Row %,d is the same %s.".formatted(before, rules.noun());
        return new Checked.Bad<>(row, new Fault("duplicate_identity", message));
    }
}
