package dev.waybill.shared.amendment;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashSet;
import java.util.Set;

/**
 * A wish to change columns of one record.
 *
 * @param recordId its id, as text
 * @param expected the columns as they were read, null where they were empty
 * @param wanted the same columns as they shall be
 */
public record Amendment(String recordId, ObjectNode expected, ObjectNode wanted) {

    public Amendment {
        Set<String> before = new HashSet<>();
        Set<String> after = new HashSet<>();
        expected.fieldNames().forEachRemaining(before::add);
        wanted.fieldNames().forEachRemaining(after::add);
        if (before.isEmpty() || !before.equals(after)) {
            throw new IllegalArgumentException("an amendment expects and wants the same columns, and at least one");
        }
    }

    /** What takes it back. */
    public Amendment reversed() {
        return new Amendment(recordId, wanted, expected);
    }
}
