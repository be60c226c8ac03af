package dev.waybill.api.locations;

import dev.waybill.api.http.Cursor;
import dev.waybill.api.http.Page;
import dev.waybill.shared.locations.ItemStatus;
import dev.waybill.shared.locations.LocationBatch;
import dev.waybill.shared.locations.LocationItem;
import dev.waybill.shared.locations.LocationReviews;
import dev.waybill.shared.process.Process;
import dev.waybill.shared.process.ProcessId;
import dev.waybill.shared.process.ProcessReader;
import dev.waybill.shared.tenancy.Scope;
import java.time.Clock;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;

/** Answers that show AI location imports. */
final class BatchAnswers {

    private final LocationReviews reviews;
    private final ProcessReader reader;
    private final Clock clock;

    BatchAnswers(LocationReviews reviews, ProcessReader reader, Clock clock) {
        this.reviews = reviews;
        this.reader = reader;
        this.clock = clock;
    }

    BatchView view(Scope scope, LocationBatch batch) {
        return BatchView.of(batch, processes(scope, List.of(batch)), clock.instant());
    }

    /** With a page of its items. */
    BatchView view(Scope scope, LocationBatch batch, @Nullable ItemStatus status, long after, int limit) {
        List<LocationItem> oneMore = reviews.items(scope, batch.id(), status, after, limit + 1);
        Page<LocationItemView> page =
                Page.of(oneMore, limit, row -> Cursor.encode(row.id()), LocationItemView::of, clock.instant());
        return BatchView.of(batch, processes(scope, List.of(batch)), page.items(), page.next(), page.serverTime());
    }

    Page<BatchView> page(Scope scope, List<LocationBatch> oneMore, int limit) {
        Map<ProcessId, Process> processes = processes(scope, oneMore);
        return Page.of(
                oneMore,
                limit,
                row -> Cursor.encode(row.id()),
                row -> BatchView.of(row, processes, clock.instant()),
                clock.instant());
    }

    DecidedItemView decided(Scope scope, LocationItem item) {
        return new DecidedItemView(
                LocationItemView.of(item), view(scope, reviews.find(scope, item.batchId())), clock.instant());
    }

    ResponseEntity<BatchView> body(ResponseEntity.BodyBuilder answer, BatchView view) {
        return answer.eTag(tag(view))
                .cacheControl(CacheControl.noCache().cachePrivate())
                .body(view);
    }

    /** Changes with the batch, with an item, and with the state of a process. */
    static String tag(BatchView view) {
        return "\"" + view.version() + state(view.process()) + state(view.importProcess()) + "\"";
    }

    private static String state(BatchView.@Nullable ProcessRef process) {
        return process == null
                ? "-"
                : "-" + process.id() + "." + process.status() + "."
                        + Integer.toHexString(Objects.hash(process.currentStep(), process.progressPercent()));
    }

    private Map<ProcessId, Process> processes(Scope scope, Collection<LocationBatch> batches) {
        List<ProcessId> ids = batches.stream()
                .flatMap(batch ->
                        Stream.of(batch.processId(), batch.applyProcessId()).filter(Objects::nonNull))
                .collect(Collectors.toList());
        Map<ProcessId, Process> processes = new HashMap<>();
        if (!ids.isEmpty()) {
            reader.findAll(scope, ids).forEach(process -> processes.put(process.id(), process));
        }
        return processes;
    }
}
