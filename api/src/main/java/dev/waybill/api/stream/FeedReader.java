package dev.waybill.api.stream;

import dev.waybill.api.process.ProcessViews;
import dev.waybill.shared.process.Process;
import dev.waybill.shared.process.ProcessEvent;
import dev.waybill.shared.process.ProcessId;
import dev.waybill.shared.process.ProcessReader;
import dev.waybill.shared.tenancy.Scope;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Reads what changed, a workspace at a time: one query for the headers, one for the events. */
final class FeedReader {

    /** Events of one process that are read at once; who misses some reads them by itself. */
    private static final int EVENTS_AT_ONCE = 200;

    private static final int PROCESSES_AT_ONCE = 500;
    private static final int MOST_POLLED = 5_000;

    /** Longer than transactions take: a change carries the time at which its transaction began. */
    static final Duration LOOKS_BACK = Duration.ofSeconds(30);

    private final ProcessReader reader;
    private final ProcessViews views;

    FeedReader(ProcessReader reader, ProcessViews views) {
        this.reader = reader;
        this.views = views;
    }

    /** Tells of those that changed. */
    void read(Collection<Followed> due) {
        due.stream()
                .collect(Collectors.groupingBy(Followed::scope))
                .forEach((scope, followed) -> inParts(followed, part -> read(scope, part)));
    }

    /** Tells of what changed in the workspace: of the ids, or all that the database knows of. */
    void read(FollowedWorkspace workspace, Collection<ProcessId> ids, boolean all) {
        Map<ProcessId, Long> candidates = new LinkedHashMap<>();
        ids.forEach(id -> candidates.put(id, workspace.version(id)));
        if (all) {
            reader.versionsChangedWithin(workspace.scope(), LOOKS_BACK, MOST_POLLED)
                    .forEach((id, version) -> {
                        if (version > workspace.version(id)) {
                            candidates.put(id, workspace.version(id));
                        }
                    });
        }
        inParts(List.copyOf(candidates.keySet()), part -> {
            Map<ProcessId, Long> known = new LinkedHashMap<>();
            part.forEach(id -> known.put(id, workspace.version(id)));
            reader.changedSince(workspace.scope(), known)
                    .forEach(process -> workspace.tell(Update.of(process, List.of(), views)));
        });
    }

    private void read(Scope scope, List<Followed> part) {
        Map<ProcessId, Followed> followed = part.stream().collect(Collectors.toMap(Followed::id, one -> one));
        Map<ProcessId, Long> versions = part.stream().collect(Collectors.toMap(Followed::id, Followed::version));
        List<Process> changed = reader.changedSince(scope, versions);
        Map<ProcessId, List<ProcessEvent>> events = events(scope, changed, followed);
        for (Process process : changed) {
            Followed one = followed.get(process.id());
            if (one != null) {
                one.tell(Update.of(process, events.getOrDefault(process.id(), List.of()), views));
            }
        }
    }

    private Map<ProcessId, List<ProcessEvent>> events(
            Scope scope, List<Process> changed, Map<ProcessId, Followed> followed) {
        Map<ProcessId, Long> seqs = new LinkedHashMap<>();
        for (Process process : changed) {
            Followed one = followed.get(process.id());
            if (one != null && process.eventSeq() > one.seq()) {
                seqs.put(process.id(), one.seq());
            }
        }
        return seqs.isEmpty()
                ? Map.of()
                : reader.eventsOfMany(scope, seqs, EVENTS_AT_ONCE).stream()
                        .collect(Collectors.groupingBy(ProcessEvent::processId));
    }

    private static <T> void inParts(List<T> all, Consumer<List<T>> work) {
        for (int from = 0; from < all.size(); from += PROCESSES_AT_ONCE) {
            work.accept(all.subList(from, Math.min(all.size(), from + PROCESSES_AT_ONCE)));
        }
    }
}
