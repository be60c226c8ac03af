package dev.waybill.shared.job;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * How what a process did is taken back, by a process of its own. A Spring bean for one type. The undoing job's summary
 * has a member {@code left}: how many records it could not restore. While there are any, the process can be undone again.
 */
public interface ProcessUndo {

    /** Label of the type that can be undone, for example {@code import/csv}. */
    String label();

    /** The type of the process that undoes, an internal one. */
    JobType<?> type();

    /** Whether a run with this input writes anything that could be taken back. */
    boolean writes(ObjectNode input);

    /** Input of the process that undoes this one. */
    ObjectNode input(long processId);
}
