package dev.waybill.worker.imports;

import dev.waybill.shared.job.Failure;
import dev.waybill.shared.job.ItemResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Writes checked rows, or in a dry run only compares them, and says what became of each. */
final class ChunkWriter<D> {

    private final TargetWriter<D> writer;
    private final boolean dryRun;

    ChunkWriter(TargetWriter<D> writer, boolean dryRun) {
        this.writer = writer;
        this.dryRun = dryRun;
    }

    /** What became of the rows. */
    record Written(List<ItemResult> items, Tally tally) {}

    Written write(JdbcClient tx, List<Checked<D>> rows) {
        List<D> drafts = new ArrayList<>(rows.size());
        for (Checked<D> row : rows) {
            if (row instanceof Checked.Good<D> good) {
                drafts.add(good.draft());
            }
        }
        List<Change> changes = dryRun ? writer.compare(tx, drafts) : writer.write(tx, drafts);
        List<ItemResult> items = new ArrayList<>(rows.size());
        Tally tally = Tally.NOTHING;
        int next = 0;
        for (Checked<D> row : rows) {
            Written written = switch (row) {
                case Checked.Good<D> good -> written(good, changes.get(next++));
                case Checked.Bad<D> bad -> failed(bad);
                case Checked.Aside<D> aside -> skipped(aside);
            };
            items.addAll(written.items());
            tally = tally.plus(written.tally());
        }
        return new Written(items, tally);
    }

    private Written written(Checked.Good<D> good, Change change) {
        return switch (change.kind()) {
            case INSERTED -> new Written(List.of(done(good, change, "inserted")), counting(1, 0, 0, 0));
            case UPDATED -> new Written(List.of(done(good, change, "updated")), counting(0, 1, 0, 0));
            case UNCHANGED -> new Written(List.of(unchanged(good, change)), counting(0, 0, 1, 0));
        };
    }

    private ItemResult done(Checked.Good<D> good, Change change, String what) {
        String message =
                dryRun ? "Would be " + what + "." : Character.toUpperCase(what.charAt(0)) + what.substring(1) + ".";
        return new ItemResult(
                good.row().number(),
                good.key(),
                change.productId(),
                ItemResult.Status.SUCCESS,
                message + warnings(good),
                null,
                change.before(),
                change.after());
    }

    private static String warnings(Checked.Good<?> good) {
        return good.warnings().isEmpty() ? "" : " Warnings: " + String.join("; ", good.warnings()) + ".";
    }

    private ItemResult unchanged(Checked.Good<D> good, Change change) {
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

    private Written failed(Checked.Bad<D> bad) {
        String message = "Row %d: %s".formatted(bad.row().row(), bad.fault().message());
        String code = bad.fault().code();
        ItemResult item = ItemResult.error(
                bad.row().number(), bad.key(), code, message, bad.row().source());
        String name = Objects.requireNonNullElse(bad.key(), "row " + bad.row().row());
        Tally tally = new Tally(0, 0, 0, 0, Map.of(code, 1L), List.of(Failure.ofItem(name, code, message)));
        return new Written(List.of(item), tally);
    }

    private Written skipped(Checked.Aside<D> aside) {
        ItemResult item = ItemResult.skipped(aside.row().number(), aside.key(), aside.code(), aside.message());
        return new Written(List.of(item), counting(0, 0, 0, 1));
    }

    private static Tally counting(long inserted, long updated, long unchanged, long aside) {
        return new Tally(inserted, updated, unchanged, aside, Map.of(), List.of());
    }
}
