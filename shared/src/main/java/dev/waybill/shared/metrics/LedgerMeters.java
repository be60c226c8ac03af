package dev.waybill.shared.metrics;

import dev.waybill.shared.process.Header;
import dev.waybill.shared.process.LedgerListener;
import dev.waybill.shared.process.NewProcess;
import dev.waybill.shared.process.Outcome;
import dev.waybill.shared.process.ProcessId;
import dev.waybill.shared.process.Transition;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Counts what this node wrote into the ledger, once it is committed: what was submitted, begun, interrupted and ended. */
final class LedgerMeters implements LedgerListener {

    private final MeterRegistry registry;
    private final Map<Place, OfPlace> places = new ConcurrentHashMap<>();

    LedgerMeters(MeterRegistry registry) {
        this.registry = registry;
    }

    @Override
    public void changed(ProcessId id, boolean pending, boolean leaseRaised) {
        // inserted and applied say more
    }

    @Override
    public void inserted(List<NewProcess> processes) {
        if (!processes.isEmpty()) {
            afterCommit(() -> processes.forEach(process ->
                    of(process.kind().label(), process.kind().queue()).submitted.increment()));
        }
    }

    @Override
    public void applied(Map<ProcessId, Header> headers, List<Transition> transitions) {
        afterCommit(() -> transitions.forEach(transition -> {
            Header header = Objects.requireNonNull(headers.get(transition.id()));
            count(of(header.label(), header.queue()), transition);
        }));
    }

    private static void count(OfPlace place, Transition transition) {
        switch (transition.to()) {
            case RUNNING -> place.attempts.increment();
            case WAITING_REVIEW -> place.reviews.increment();
            case COMPLETED, FAILED, CANCELLED -> place.ended(transition);
            case PENDING -> {
                if (transition.spendsAttempt()) {
                    place.failures.increment();
                } else if (transition.event().equals("interrupted") && !transition.interrupts()) {
                    place.handedBack.increment();
                }
            }
        }
        if (transition.interrupts()) {
            place.workerLost.increment();
        }
    }

    private static void afterCommit(Runnable count) {
        if (TransactionSynchronizationManager.isSynchronizationActive()) {
            TransactionSynchronizationManager.registerSynchronization(new AfterCommit(count));
        } else {
            count.run();
        }
    }

    private OfPlace of(String label, String queue) {
        return places.computeIfAbsent(new Place(label, queue), OfPlace::new);
    }

    private record Place(String label, String queue) {}

    private final class OfPlace {
        private final Tags tags;
        private final Counter submitted;
        private final Counter attempts;
        private final Counter failures;
        private final Counter reviews;
        private final Counter handedBack;
        private final Counter workerLost;
        private final Map<Outcome, Counter> ended = new EnumMap<>(Outcome.class);

        OfPlace(Place place) {
            tags = Measured.tags(place.label, place.queue);
            submitted = counter("waybill.processes.submitted", "Processes that were submitted", tags);
            attempts = counter("waybill.attempts", "Attempts that were claimed", tags);
            failures = counter("waybill.attempts.failed", "Attempts that failed and spent one of those allowed", tags);
            reviews = counter("waybill.processes.reviews", "Processes that came to wait for a person", tags);
            handedBack = interruptions("handed_back");
            workerLost = interruptions("worker_lost");
            for (Outcome outcome : Outcome.values()) {
                ended.put(
                        outcome,
                        counter(
                                "waybill.processes.ended",
                                "Processes that ended",
                                tags.and("outcome", outcome.word())));
            }
        }

        void ended(Transition transition) {
            Counter counter = ended.get(transition.outcome());
            if (counter != null) {
                counter.increment();
            }
            if (transition.spendsAttempt()) {
                failures.increment();
            }
        }

        private Counter interruptions(String reason) {
            return counter(
                    "waybill.interruptions",
                    "Attempts that ended with their worker, or were given back by it",
                    tags.and("reason", reason));
        }

        private Counter counter(String name, String description, Tags labels) {
            return Counter.builder(name).description(description).tags(labels).register(registry);
        }
    }

    private record AfterCommit(Runnable count) implements TransactionSynchronization {
        @Override
        public void afterCommit() {
            count.run();
        }
    }
}
