package dev.waybill.worker.imports;

import java.util.List;

/**
 * Makes records of one kind out of rows. An instance serves one reading, in the order of the rows.
 *
 * @param <D> a record, ready to be written
 */
interface RowRules<D> {

    /** Whether two rows that follow each other can only be understood together. */
    boolean together(Row row, Row next);

    /**
     * One result for each row, in their order.
     *
     * @param group rows that belong together, none with a fault
     */
    List<Checked<D>> check(List<Row> group);

    /** What two drafts have in common when they are the same record. */
    String identity(D draft);

    /** What people call one such record. */
    String noun();
}
