package dev.waybill.worker.housekeeping;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.shared.bulk.BulkAction;
import dev.waybill.shared.bulk.BulkActionInput;
import dev.waybill.shared.bulk.BulkFilter;
import dev.waybill.shared.bulk.BulkTypes;
import dev.waybill.shared.process.Process;
import dev.waybill.shared.process.ProcessId;
import dev.waybill.shared.process.ProcessItem;
import dev.waybill.shared.process.ProcessStatus;
import dev.waybill.shared.queue.BulkSubmission;
import dev.waybill.shared.queue.Caller;
import dev.waybill.shared.queue.ProcessQueue;
import dev.waybill.shared.queue.Submission;
import dev.waybill.shared.queue.Submitted;
import dev.waybill.shared.tenancy.Scope;
import dev.waybill.testkit.LedgerInvariants;
import dev.waybill.testkit.PostgresTest;
import dev.waybill.testkit.TestDatabase;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

@PostgresTest
class BulkActionPostgresTest {

    private static HouseNode node;
    private static TestDatabase database;

    @BeforeAll
    static void start(TestDatabase started) {
        database = started;
        node = new HouseNode(started, "waybill.bulk.chunk-size=7");
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    @AfterEach
    void agrees() {
        assertThat(LedgerInvariants.violations(database.dataSource())).isEmpty();
    }

    @Test
    void cancelsEverythingThatMatchesUpToTheIdAndNothingElse() {
        List<ProcessId> meant = waiting(20);
        ProcessId ended = node.ended("well");
        ProcessId later = node.submit(HouseNode.WAITS, null, null);

        Process action = run(BulkAction.CANCEL, null, ended.value());

        assertThat(meant).allMatch(id -> node.status(id) == ProcessStatus.CANCELLED);
        assertThat(node.status(later)).isEqualTo(ProcessStatus.PENDING);
        assertThat(action.status()).isEqualTo(ProcessStatus.COMPLETED);
        assertThat(action.counters().succeeded()).isEqualTo(20);
        assertThat(action.counters().total()).isEqualTo(action.counters().processed());
        ProcessItem skipped = node.items(action.id()).getLast();
        assertThat(skipped.itemKey()).isEqualTo(ended.toString());
        assertThat(skipped.status()).isEqualTo("skipped");
        assertThat(skipped.errorCode()).isEqualTo("illegal_transition");
        assertThat(node.events(meant.getFirst())).containsExactly("queued", "cancelled");
    }

    @Test
    void retriesWhatFailed() {
        List<ProcessId> failed =
                IntStream.range(0, 9).mapToObj(i -> node.ended("fails")).toList();

        Process action =
                run(BulkAction.RETRY, List.of("failed"), failed.getLast().value());

        assertThat(action.counters().succeeded()).isEqualTo(9);
        failed.forEach(node::await);
        assertThat(node.events(failed.getFirst()))
                .containsExactly("queued", "started", "failed", "queued", "started", "failed");
        run(BulkAction.RETRY, List.of("completed"), failed.getLast().value());
    }

    @Test
    void retriesFailedItemsAsNewProcesses() {
        ProcessId errs = node.ended("errs");
        ProcessId well = node.ended("well");

        Process action = run(BulkAction.RETRY_FAILED_ITEMS, List.of("completed"), well.value());

        List<ProcessItem> items = node.items(action.id());
        ProcessItem repeated = items.stream()
                .filter(item -> errs.toString().equals(item.itemKey()))
                .findFirst()
                .orElseThrow();
        assertThat(repeated.status()).isEqualTo("success");
        ProcessId made = new ProcessId(
                Objects.requireNonNull(repeated.afterState()).path("process_id").asLong());
        assertThat(node.await(made).retryOf()).isEqualTo(errs.value());
        assertThat(items).anySatisfy(item -> {
            assertThat(item.itemKey()).isEqualTo(well.toString());
            assertThat(item.errorCode()).isEqualTo("no_failed_items");
        });
    }

    @Test
    void stopsWhenItIsCancelledAndKeepsWhatItDid() {
        List<ProcessId> many = waiting(3_000);
        ProcessId action = node.bean(ProcessQueue.class)
                .submit(Submission.of(
                        Scope.SEEDED,
                        BulkTypes.ACTION,
                        new BulkActionInput(
                                BulkAction.CANCEL, filter(null), many.getLast().value())))
                .id();
        Awaitility.await()
                .atMost(HouseNode.PATIENCE)
                .until(() -> node.process(action).counters().succeeded() > 20);

        node.bean(ProcessQueue.class).cancel(Caller.of(Scope.SEEDED), action);

        assertThat(node.status(action)).isEqualTo(ProcessStatus.CANCELLED);
        long done = node.process(action).counters().succeeded();
        assertThat(done).isLessThan(3_000);
        assertThat(many.stream().filter(id -> node.status(id) == ProcessStatus.CANCELLED))
                .hasSize((int) done);
        run(BulkAction.CANCEL, List.of("pending"), many.getLast().value());
    }

    private static List<ProcessId> waiting(int count) {
        return node
                .bean(BulkSubmission.class)
                .all(IntStream.range(0, count)
                        .mapToObj(i -> Submission.of(Scope.SEEDED, HouseNode.WAITS, new HouseNode.Input(null, null)))
                        .toList())
                .stream()
                .map(Submitted::id)
                .toList();
    }

    private static Process run(BulkAction action, @Nullable List<String> statuses, long upTo) {
        return node.run(Scope.SEEDED, BulkTypes.ACTION, new BulkActionInput(action, filter(statuses), upTo));
    }

    private static BulkFilter filter(@Nullable List<String> statuses) {
        return new BulkFilter(statuses, null, null, null, null, null, null, null, null, "house_", null);
    }
}
