package dev.waybill.api.process;

import dev.waybill.shared.job.ItemRetry;
import dev.waybill.shared.process.Process;
import dev.waybill.shared.queue.Outlook;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Shows processes as they are now. */
public final class ProcessViews {

    private final Set<String> retryingItems;
    private final Clock clock;

    /** @param retries of the types whose failed items can be retried alone */
    ProcessViews(Collection<ItemRetry> retries, Clock clock) {
        this.retryingItems = retries.stream().map(ItemRetry::label).collect(Collectors.toUnmodifiableSet());
        this.clock = clock;
    }

    /** Without what can be said of its future. */
    public ProcessView view(Process process) {
        return view(process, clock.instant());
    }

    /** The same of one of several that were read together. */
    ProcessView view(Process process, Instant now) {
        return view(process, Outlook.View.NONE, now);
    }

    /** With what can be said of its future. */
    ProcessView view(Process process, Outlook outlook) {
        Instant now = clock.instant();
        return view(process, outlook.of(process, now), now);
    }

    private ProcessView view(Process process, Outlook.View outlook, Instant now) {
        boolean retriesItems = retryingItems.contains(process.kind().label());
        List<String> actions = ProcessActions.of(process.status(), process.counters(), process.undo(), retriesItems);
        return ProcessView.of(process, outlook, actions, now);
    }
}
