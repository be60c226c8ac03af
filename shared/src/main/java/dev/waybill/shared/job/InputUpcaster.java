package dev.waybill.shared.job;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** Brings an input that was stored by an older version of a {@link JobType} up to its current one. A Spring bean. */
public interface InputUpcaster {

    /** The type's label, for example {@code import/csv}. */
    String label();

    /** Returns the input as {@code fromVersion + 1} would have written it. */
    ObjectNode upcast(int fromVersion, ObjectNode input);
}
