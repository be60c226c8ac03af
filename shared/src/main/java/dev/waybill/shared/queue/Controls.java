package dev.waybill.shared.queue;

import dev.waybill.shared.process.Lane;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** All that operators hold back, as it was read. */
record Controls(List<Control> all) {

    /** What pauses the lane; empty if nothing does. */
    Optional<Control> pausing(Lane lane) {
        return about(lane).filter(Control::paused).findFirst();
    }

    boolean pauses(String queue) {
        return all.stream()
                .anyMatch(one -> one.paused()
                        && (one.scope() == Control.Scope.EVERYTHING || one.concerns(Control.Scope.QUEUE, queue)));
    }

    /** What limits how many of the lanes' processes run. */
    List<Control> limiting(Collection<Lane> lanes) {
        return lanes.stream()
                .flatMap(this::about)
                .filter(one -> one.maxRunning() != null)
                .distinct()
                .toList();
    }

    private Stream<Control> about(Lane lane) {
        return all.stream().filter(one -> switch (one.scope()) {
            case EVERYTHING -> true;
            case QUEUE -> one.name().equals(lane.queue());
            case TYPE -> one.name().equals(lane.label());
            case WORKSPACE -> one.name().equals(Long.toString(lane.workspace()));
        });
    }
}
