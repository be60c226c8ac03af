package dev.waybill.shared.enrichment;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * What the rules made of an answer.
 *
 * @param before every column that was asked for, as it is
 * @param after the columns that would change; none when the answer holds nothing new that is usable
 * @param warnings sentences about what is doubtful or was left out
 * @param confidence high, medium or low
 */
public record Suggestion(ObjectNode before, ObjectNode after, List<String> warnings, String confidence) {
    public Suggestion {
        warnings = warnings.stream().distinct().toList();
    }
}
