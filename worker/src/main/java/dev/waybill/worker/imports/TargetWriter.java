package dev.waybill.worker.imports;

import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Writes records of one kind, or tells what writing them would do.
 *
 * @param <D> a record, ready to be written
 */
interface TargetWriter<D> {

    /** Writes them; what became of each, in their order. */
    List<Change> write(JdbcClient tx, List<D> drafts);

    /** What {@link #write} would do; nothing is written. */
    List<Change> compare(JdbcClient tx, List<D> drafts);

    /** Whether something is left to do when all are written. */
    default boolean finishes() {
        return false;
    }

    /** Does what is left, in the last transaction. */
    default void finish(JdbcClient tx) {}
}
