package dev.waybill.shared.enrichment;

import java.util.ArrayList;
import java.util.List;

/** What the rules have to say about an answer. */
final class Notes {

    private final List<String> warnings = new ArrayList<>();
    private boolean suspicious;

    void warn(String sentence) {
        warnings.add(sentence);
    }

    /** The same for what smells of somebody else's instructions. */
    void suspect(String sentence) {
        warn(sentence);
        suspicious = true;
    }

    List<String> warnings() {
        return warnings;
    }

    /** What the model says of itself, never more than the warnings leave of it. */
    String confidence(String said) {
        if (suspicious || said.equals("low")) {
            return "low";
        }
        return said.equals("high") && warnings.isEmpty() ? "high" : "medium";
    }
}
