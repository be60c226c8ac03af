package dev.waybill.shared.process;

/** Told of every change inside its transaction; what it does with it must wait for the commit. */
public interface LedgerListener {

    /**
     * @param pending whether it now waits for a worker
     * @param leaseRaised whether whoever ran it before must stop
     */
    void changed(ProcessId id, boolean pending, boolean leaseRaised);
}
