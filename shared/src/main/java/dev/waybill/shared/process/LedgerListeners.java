package dev.waybill.shared.process;

import java.util.List;
import java.util.Map;

/** Tells several. */
record LedgerListeners(List<LedgerListener> each) implements LedgerListener {

    LedgerListeners {
        each = List.copyOf(each);
    }

    @Override
    public void changed(ProcessId id, boolean pending, boolean leaseRaised) {
        each.forEach(one -> one.changed(id, pending, leaseRaised));
    }

    @Override
    public void inserted(List<NewProcess> processes) {
        each.forEach(one -> one.inserted(processes));
    }

    @Override
    public void applied(Map<ProcessId, Header> headers, List<Transition> transitions) {
        each.forEach(one -> one.applied(headers, transitions));
    }
}
