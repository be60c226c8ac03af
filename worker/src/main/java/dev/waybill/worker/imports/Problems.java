package dev.waybill.worker.imports;

import dev.waybill.worker.source.Fault;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What is wrong with a row, all of it, so that it can be corrected at once. */
final class Problems {

    private final List<Fault> faults = new ArrayList<>();

    void add(String code, String message) {
        faults.add(new Fault(code, message));
    }

    /** The text, or null and a problem when it is too long. */
    @Nullable
    String atMost(int longest, @Nullable String text, String what) {
        if (text == null || text.codePointCount(0, text.length()) <= longest) {
            return text;
        }
        add(what + "_too_long", "The %s is longer than %,d characters.".formatted(what, longest));
        return null;
    }

    boolean isEmpty() {
        return faults.isEmpty();
    }

    /** The code of the first, the messages of all. */
    Fault summary() {
        return new Fault(
                faults.getFirst().code(), faults.stream().map(Fault::message).collect(Collectors.joining(" ")));
    }
}
