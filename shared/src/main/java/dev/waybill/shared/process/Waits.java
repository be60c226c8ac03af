package dev.waybill.shared.process;

import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Ends the waits of pending processes when what they wait for has come, and tells of it. */
final class Waits {

    private final WaitRows rows;
    private final LedgerListener listener;

    Waits(JdbcClient jdbc, LedgerListener listener) {
        this.rows = new WaitRows(jdbc);
        this.listener = listener;
    }

    /** After headers were written: they may have slots at once. */
    void inserted(Collection<NewProcess> processes) {
        ready(rows.admit(processes.stream()
                .flatMap(process ->
                        slot(process.owner().workspaceId(), process.conduct().concurrencyKey()).stream())
                .collect(Collectors.toCollection(LinkedHashSet::new))));
    }

    /** After transitions: they may have freed slots, or ended what parents wait for. */
    void changed(Map<ProcessId, Header> locked, List<Transition> transitions) {
        ready(rows.parentsAmong(parents(locked, transitions)));
        ready(rows.admit(slots(locked, transitions)));
    }

    /** Returns how long until the next wait ends by time. */
    Optional<Duration> releaseDue() {
        ready(rows.due());
        return rows.untilNextDue();
    }

    void releaseForgotten() {
        ready(rows.parents());
        ready(rows.admit(rows.freeSlots()));
    }

    private static Set<ProcessId> parents(Map<ProcessId, Header> locked, List<Transition> transitions) {
        return transitions.stream()
                .flatMap(transition -> parents(header(locked, transition), transition))
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** Its parent when it ends; itself when it begins to wait, since its children may have ended already. */
    private static Stream<ProcessId> parents(Header header, Transition transition) {
        Long parent = header.parentId();
        if (transition.awaitsChildren()) {
            return Stream.of(header.id());
        }
        return parent == null || !transition.to().terminal() ? Stream.of() : Stream.of(new ProcessId(parent));
    }

    private static Set<WaitRows.Slot> slots(Map<ProcessId, Header> locked, List<Transition> transitions) {
        return transitions.stream()
                .filter(transition -> transition.to() != ProcessStatus.RUNNING)
                .map(transition -> header(locked, transition))
                .flatMap(header -> slot(header.workspaceId(), header.concurrencyKey()).stream())
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private static Optional<WaitRows.Slot> slot(@Nullable Long workspace, @Nullable String key) {
        return Optional.ofNullable(key).map(given -> new WaitRows.Slot(Lane.number(workspace), given));
    }

    private static Header header(Map<ProcessId, Header> locked, Transition transition) {
        return Objects.requireNonNull(locked.get(transition.id()), "not locked");
    }

    private void ready(List<ProcessId> ids) {
        ids.forEach(id -> listener.changed(id, true, false));
    }
}
