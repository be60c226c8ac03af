package dev.waybill.api.stream;

import dev.waybill.api.process.EventView;
import dev.waybill.api.process.ProcessViews;
import dev.waybill.shared.process.Process;
import dev.waybill.shared.process.ProcessEvent;
import java.util.List;

/**
 * What was read of a process: its header, and of the events that led to it those that were not read before.
 *
 * @param events in order; those before them, and some of the last, may be missing
 */
record Update(Process process, Json header, List<Event> events) {

    /** An entry of the log. */
    record Event(long seq, Json json) {

        static Event of(ProcessEvent event) {
            return new Event(event.seq(), new Json(() -> EventView.of(event)));
        }
    }

    static Update of(Process process, List<ProcessEvent> events, ProcessViews views) {
        return new Update(
                process,
                new Json(() -> views.view(process)),
                events.stream()
                        .filter(event -> event.seq() <= process.eventSeq())
                        .map(Event::of)
                        .toList());
    }

    boolean terminal() {
        return process.status().terminal();
    }
}
