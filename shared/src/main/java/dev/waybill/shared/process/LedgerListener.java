package dev.waybill.shared.process;

import java.util.List;
import java.util.Map;

/** Told of every change inside its transaction; what it does with it must wait for the commit. */
public interface LedgerListener {

    /**
     * @param pending whether it now waits for a worker
     * @param leaseRaised whether whoever ran it before must stop
     */
    void changed(ProcessId id, boolean pending, boolean leaseRaised);

    /** Headers that were written; {@link #changed} tells of them too. */
    default void inserted(List<NewProcess> processes) {}

    /**
     * Changes of status; {@link #changed} tells of them too.
     *
     * @param headers of those that changed; what a transition changes of them may be as it was or as it is
     */
    default void applied(Map<ProcessId, Header> headers, List<Transition> transitions) {}

    /** All of them as one. */
    static LedgerListener all(List<LedgerListener> listeners) {
        return listeners.size() == 1 ? listeners.getFirst() : new LedgerListeners(listeners);
    }
}
