package dev.waybill.shared.queue;

import java.util.Set;

/** Port to what this node can run; a node without it claims no process. */
@FunctionalInterface
public interface RunnableTypes {

    /** Labels of the types whose jobs are here, for example {@code import/csv}. */
    Set<String> labels();
}
