package dev.waybill.shared.process;

/**
 * Identifies a process: {@code processes.id}, the number in {@code /api/processes/{id}}.
 *
 * @param value from 1
 */
public record ProcessId(long value) implements Comparable<ProcessId> {

    public ProcessId {
        if (value < 1) {
            throw new IllegalArgumentException("a process id starts at 1: " + value);
        }
    }

    @Override
    public int compareTo(ProcessId other) {
        return Long.compare(value, other.value);
    }

    @Override
    public String toString() {
        return Long.toString(value);
    }
}
