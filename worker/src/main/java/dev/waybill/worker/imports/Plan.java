package dev.waybill.worker.imports;

/**
 * How one attempt imports one source.
 *
 * @param dialect who wrote the source, for people
 * @param columns what its columns say
 * @param rules what makes records of its rows
 * @param writer what writes them
 */
record Plan<D>(String dialect, Columns columns, RowRules<D> rules, TargetWriter<D> writer) {}
