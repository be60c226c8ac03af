package dev.waybill.shared.amendment;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * A record as it was read.
 *
 * @param id as text
 * @param label what people call it
 * @param columns every column that people see, by name; null where it is empty
 */
public record KnownRecord(String id, String label, ObjectNode columns) {}
