package dev.waybill.worker.source;

import dev.waybill.shared.imports.ImportPage;
import dev.waybill.shared.imports.ImportPages;
import dev.waybill.shared.job.ChunkResult;
import dev.waybill.shared.job.Deferred;
import dev.waybill.shared.job.Progress;
import dev.waybill.shared.job.Rejected;
import dev.waybill.shared.job.RetryLater;
import dev.waybill.worker.outbound.Pause;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Walks through an API from the first page that is missing, and waits when the API asks to be left alone. */
final class ApiWalk {

    private static final int MOST_WAITS = 10;
    private static final Duration SHORTEST_WAIT = Duration.ofMillis(250);

    private final PageWalk walk;
    private final PageFetch fetch;
    private final ImportPages pages;
    private final Patience patience;
    private final Progress progress;
    private final Set<String> positions = new HashSet<>();
    private @Nullable String lastContent;
    private long records;
    private int fetchedNow;

    /**
     * How long to wait, and for how much.
     *
     * @param inPlace a longer pause puts the job back
     * @param mostRecords more are refused
     */
    record Patience(Duration inPlace, Clock clock, long mostRecords) {}

    ApiWalk(PageWalk walk, PageFetch fetch, ImportPages pages, Patience patience, Progress progress) {
        this.walk = walk;
        this.fetch = fetch;
        this.pages = pages;
        this.patience = patience;
        this.progress = progress;
    }

    /**
     * @param known the pages that the process has already, in their order
     * @param enough ends when so many records are there
     */
    void from(List<ImportPage> known, long enough) throws Exception {
        positions.add(walk.first());
        known.forEach(this::pass);
        int number = known.size();
        String position = known.isEmpty() ? walk.first() : known.getLast().next();
        while (position != null && records < enough) {
            requireWithinLimits(number);
            PageFetch.Kept kept = patiently(position, number++);
            keep(kept);
            fetchedNow++;
            position = kept.page().next();
            progress.step("Fetched %,d records on %,d pages".formatted(records, number));
        }
    }

    private void keep(PageFetch.Kept kept) throws Exception {
        ImportPage page = kept.page();
        try {
            requireNoLoop(kept);
            pass(page);
            requireRecords();
            progress.chunk(tx -> {
                pages.add(progress.workspaceId(), progress.processId(), page);
                return new ChunkResult(List.of(), null);
            });
        } catch (Rejected refused) {
            fetch.discard(page);
            throw refused;
        }
    }

    private void pass(ImportPage page) {
        records += page.records();
        if (page.next() != null) {
            positions.add(page.next());
        }
    }

    private PageFetch.Kept patiently(String position, int number) throws IOException {
        for (int waits = 0; ; waits++) {
            try {
                return fetch.page(position, number);
            } catch (RetryLater busy) {
                Duration pause = busy.pause();
                if (pause == null) {
                    throw busy;
                }
                if (pause.compareTo(patience.inPlace()) > 0 || waits == MOST_WAITS) {
                    throw putBack(busy, pause);
                }
                progress.step("Waiting %d s, as the API asks".formatted(pause.toSeconds()));
                Pause.of(pause.compareTo(SHORTEST_WAIT) < 0 ? SHORTEST_WAIT : pause, progress);
            }
        }
    }

    /** An attempt that got somewhere costs nothing: a slow API must not use up the attempts of a long walk. */
    private RuntimeException putBack(RetryLater busy, Duration pause) {
        return fetchedNow == 0
                ? busy
                : new Deferred(busy.reasonCode(), patience.clock().instant().plus(pause));
    }

    private void requireWithinLimits(int number) {
        if (number >= walk.maxPages()) {
            throw new Rejected("too_many_pages", "The API has more than %,d pages.".formatted(walk.maxPages()));
        }
    }

    private void requireRecords() {
        if (records > patience.mostRecords()) {
            throw new Rejected("too_many_rows", "The API has more than %,d records.".formatted(patience.mostRecords()));
        }
    }

    private void requireNoLoop(PageFetch.Kept kept) {
        String next = kept.page().next();
        boolean again = next != null && positions.contains(next);
        boolean same = kept.page().records() > 0 && kept.sha256().equals(lastContent);
        if (again || same) {
            throw new Rejected("paging_loop", "The API leads from page to page in a circle.");
        }
        lastContent = kept.sha256();
    }
}
