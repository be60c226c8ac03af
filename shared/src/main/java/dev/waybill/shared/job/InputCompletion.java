package dev.waybill.shared.job;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Fills in what an input only names, when it is submitted: what is stored then stands for itself, whatever becomes of the
 * thing that was named. A Spring bean for one type.
 */
public interface InputCompletion {

    /** The type's label, for example {@code import/csv}. */
    String label();

    /**
     * The input to be checked and stored.
     *
     * @param workspaceId where it is submitted
     * @param input as it was sent, not checked yet
     * @throws Rejected when it names what does not exist; the submission is refused with the same code
     */
    ObjectNode complete(long workspaceId, ObjectNode input);
}
